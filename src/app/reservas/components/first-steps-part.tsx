'use client';
import clsx from 'clsx';
import { Circle, CircleCheck } from 'lucide-react';
import { type ReactNode, useEffect, useState } from 'react';
import { useTranslations } from 'use-intl';
import { InviteSheet } from '@/app/miembros/invite-sheet';
import { useOwnRoles } from '@/app/miembros/use-own-roles';
import { useRoleChoice } from '@/app/miembros/use-role-choice';
import { can } from '@/modules/access/context';
import { FIRST_STEPS, setGuide } from '@/modules/setup/client/first-steps';
import { useErrorText } from '@/shell/use-error-text';
import { Button } from '@/ui/button';
import { Skeleton } from '@/ui/skeleton';
import { toast } from '@/ui/toast';
import { useCollection } from '../hooks/useCollection';
import { useDay } from './day-context';
import { DoorTrySheet } from './door-try-sheet';
import { useVenueScreen } from './venue-context';

const NOTICE = { id: 'guide' } as const;

/**
 * What a new venue does first. Each step can be done at any time and in any order, here or elsewhere: the data alone says
 * what is done, so the guide goes on where it was, on every device and live.
 */
export function FirstStepsPart() {
  const t = useTranslations('reservas.guide');
  const errorText = useErrorText();
  const { live } = useDay();
  const { businessId, slug, role, open } = useVenueScreen();
  const { list, isLoading, readAgain } = useCollection(FIRST_STEPS, {
    ...{ businessId, args: null, enabled: true, stream: live.stream },
  });
  const choice = useRoleChoice(role, useOwnRoles(businessId, role, live.stream));
  const [sheet, setSheet] = useState<'invite' | 'door' | null>(null);
  const [hidden, setHidden] = useState(false);
  useEffect(() => {
    if (list?.isIncomplete) void readAgain();
  }, [list, readAgain]);
  if (hidden) return null;
  if (!list) return isLoading && <Skeleton className="mb-5 h-64 w-full rounded-card max-sm:mt-2 sm:mb-7" />;

  async function hide(isHidden: boolean) {
    setHidden(isHidden);
    try {
      await setGuide(businessId, isHidden);
      if (isHidden)
        toast.info(t('hidden'), { ...NOTICE, action: { label: t('show'), onClick: () => void hide(false) } });
      else toast.dismiss(NOTICE.id);
    } catch (error) {
      setHidden(!isHidden);
      toast.error(errorText(error), NOTICE);
    }
  }

  const steps = [
    { name: 'venue', done: true, start: undefined },
    { name: 'invite', done: list.invited, start: can(role, 'members.manage') ? () => setSheet('invite') : undefined },
    { name: 'book', done: list.booked, start: () => open({ kind: 'create' }) },
    { name: 'door', done: list.counted, start: () => setSheet('door') },
  ] as const;
  const done = steps.filter((step) => step.done).length;
  const next = steps.find((step) => !step.done)?.name;
  return (
    <section
      aria-labelledby="primeros-pasos"
      data-testid="first-steps"
      className="mb-5 rounded-card bg-surface ring-1 ring-line max-sm:mt-2 sm:mb-7 print:hidden"
    >
      <header className="flex items-center gap-3 px-4 pt-3 pb-1 sm:px-5">
        <h2 id="primeros-pasos" className="display min-w-0 grow text-lg">
          {t(next ? 'title' : 'ready')}
        </h2>
        <p role="status" className="shrink-0 font-semibold text-ink-soft text-sm tabular-nums">
          {t('progress', { done, all: steps.length })}
        </p>
        <Button variant="quiet" size="sm" onClick={() => void hide(true)} className="-mr-2 shrink-0">
          {t(next ? 'later' : 'close')}
        </Button>
      </header>
      <ol className="divide-y divide-line">
        {steps.map(({ name, done: isDone, start }) => (
          <Step key={name} isDone={isDone} title={t(`steps.${name}.title`)} state={t(isDone ? 'done' : 'open')}>
            {!isDone && start && (
              <>
                <p
                  className={clsx(
                    'text-pretty text-ink-soft text-sm sm:grow sm:basis-0',
                    // A phone has no room for what comes later.
                    name !== next && 'max-sm:hidden',
                  )}
                >
                  {t(`steps.${name}.body`)}
                </p>
                <Button
                  variant={name === next ? 'primary' : 'secondary'}
                  size="sm"
                  onClick={start}
                  className="mt-2 sm:mt-0 sm:shrink-0"
                >
                  {t(`steps.${name}.start`)}
                </Button>
              </>
            )}
          </Step>
        ))}
      </ol>
      <InviteSheet
        open={sheet === 'invite'}
        businessId={businessId}
        choice={choice}
        onChanged={readAgain}
        onClose={() => setSheet(null)}
      />
      {sheet === 'door' && <DoorTrySheet slug={slug} onClose={() => setSheet(null)} />}
    </section>
  );
}

interface StepProps {
  isDone: boolean;
  title: string;
  /** Said to those who do not see the mark. */
  state: string;
  children: ReactNode;
}

function Step({ isDone, title, state, children }: StepProps) {
  const Mark = isDone ? CircleCheck : Circle;
  return (
    <li data-done={isDone} className="flex gap-3 px-4 py-2.5 sm:px-5">
      <Mark aria-hidden size={22} className={isDone ? 'shrink-0 text-ok-text' : 'shrink-0 text-ink-faint'} />
      <div className="min-w-0 grow sm:flex sm:flex-wrap sm:items-center sm:gap-x-4">
        <h3 className={isDone ? 'text-ink-soft' : 'w-full font-semibold'}>
          {title}
          <span className="sr-only">: {state}</span>
        </h3>
        {children}
      </div>
    </li>
  );
}
