import { CloudOff, Hourglass, LoaderCircle } from 'lucide-react';
import { useTranslations } from 'use-intl';
import { isolate } from '@/i18n/isolate';
import { DoorButton } from './door-button';

interface WaitViewProps {
  /** The request in progress. */
  kind: 'reading' | 'counting';
  /** The request was sent and no answer came: it is being retried. */
  waiting: boolean;
  /** The number of people in the count; null when it is unknown. */
  people: number | null;
  name: string | null;
  /** Null for a count that nobody can give up. */
  onDiscard: (() => void) | null;
  /** Continues with the next guest while this one waits for its answer; absent when there is nothing to save. */
  onGoOn?: (() => void) | undefined;
  /** Asks how many people enter although the pass was not read; absent when the number is known. */
  onCount?: (() => void) | undefined;
}

/** Shown between the scan and its answer. On a good network it is visible only very briefly. */
export function WaitView({ kind, waiting, people, name, onDiscard, onGoOn, onCount }: WaitViewProps) {
  const t = useTranslations('puerta.wait');
  if (!waiting) {
    return (
      <div className="pointer-events-none fixed inset-0 z-30 grid place-items-center bg-night/45" role="status">
        <p className="flex items-center gap-3 rounded-card bg-raised px-6 py-4 font-semibold text-lg">
          <LoaderCircle aria-hidden size={26} className="animate-spin" />
          {t(kind)}
        </p>
      </div>
    );
  }
  return (
    <section
      role="alert"
      data-testid="scan-pending"
      className="door-answer door-pending fixed inset-0 z-40 flex flex-col gap-6 overflow-y-auto px-5 pt-[max(1.25rem,env(safe-area-inset-top))] pb-[max(1.25rem,env(safe-area-inset-bottom))]"
    >
      <div className="m-auto flex max-w-xl flex-col items-center gap-5 text-center">
        <span className="grid size-28 place-items-center rounded-[2rem] border-8 border-current border-dashed md:size-36">
          {kind === 'reading' ? (
            <CloudOff aria-hidden className="size-1/2" />
          ) : (
            <Hourglass aria-hidden className="size-1/2" />
          )}
        </span>
        <h2 className="door-word text-[clamp(2.5rem,12vw,5rem)]">{t('pendingTitle')}</h2>
        {(name || people) && (
          <p className="font-semibold text-2xl">
            {[name && isolate(name), people && t('people', { count: people })].filter(Boolean).join(' · ')}
          </p>
        )}
        <p className="max-w-md text-pretty font-medium text-lg">
          {kind === 'reading' ? t('readingPending') : t('pendingBody')}
        </p>
      </div>
      <div className="mx-auto flex w-full max-w-2xl shrink-0 flex-wrap gap-3">
        {onDiscard && (
          <DoorButton look="answer" onClick={onDiscard} className="min-h-18 grow text-lg">
            {t('discard')}
          </DoorButton>
        )}
        {onCount && (
          <DoorButton look="answer" onClick={onCount} className="min-h-18 grow text-lg">
            {t('countUnread')}
          </DoorButton>
        )}
        {onGoOn && (
          <DoorButton look="answer" onClick={onGoOn} className="min-h-18 grow text-lg">
            {t('goOn')}
          </DoorButton>
        )}
      </div>
    </section>
  );
}
