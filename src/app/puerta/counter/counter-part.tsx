import clsx from 'clsx';
import { LogIn, LogOut } from 'lucide-react';
import { type ReactNode, useEffect, useEffectEvent, useId } from 'react';
import { useTranslations } from 'use-intl';
import type { Gate } from '@/modules/gates/wire';
import { ChipRadio } from '@/ui/chips';
import { Sheet } from '@/ui/sheet';
import { RoomBar } from '../components/room-bar';
import type { Door } from '../flow/use-door';
import { CountLog } from './count-log';
import type { Counter } from './counter-of-door';
import { type CounterOptions, useCounter } from './use-counter';

export interface CounterProps {
  counter: Counter;
  /** Who is inside by the ledger; null before it is known. */
  inside: number | null;
  capacity: number | null;
  /** The venue's own names for people without a reservation. */
  categories: readonly string[];
  /** The one that is counted; null for none. */
  category: string | null;
  onCategory: (category: string | null) => void;
  /** On which sides this device counts, by its gate and its profile. */
  ways: Gate['direction'];
  timeZone: string;
  /** Called at each tap, for sound and vibration. */
  onTap: () => void;
}

const STEPS = [1, 5] as const;
const NONE = '';

/** People without a reservation who come in, people who leave, and the last counts with a way back. Made for one thumb. */
function CounterPart(props: CounterProps) {
  const { counter, inside, capacity, categories, category, onCategory, ways, timeZone, onTap } = props;
  const t = useTranslations('puerta.counter');
  const count = (flow: 'IN' | 'OUT', delta: number) => {
    onTap();
    counter.count({ target: { category: flow === 'IN' ? category : null }, flow, delta });
  };
  return (
    <div data-testid="counter" className="flex flex-col gap-5">
      {inside !== null && capacity !== null && <RoomBar inside={inside} capacity={capacity} />}
      {ways !== 'OUT' && (
        <Side title={t('in')} icon={<LogIn aria-hidden size={22} />}>
          {categories.length > 0 && <Categories {...{ categories, category, onCategory }} />}
          <div className="grid grid-cols-2 gap-3">
            {STEPS.map((step) => (
              <CountButton
                key={step}
                label={t('enter', { count: step })}
                onPress={() => count('IN', step)}
                className="min-h-28 bg-accent text-5xl text-accent-ink"
              >
                {t('plus', { count: step })}
              </CountButton>
            ))}
          </div>
          <div className="flex items-center gap-3">
            <p className="min-w-0 grow text-pretty text-ink-soft text-sm">{t('correct')}</p>
            {STEPS.map((step) => (
              <CountButton
                key={step}
                label={t('takeBack', { count: step })}
                onPress={() => count('IN', -step)}
                className="min-h-14 min-w-18 bg-surface text-2xl text-ink ring-1 ring-line-strong ring-inset"
              >
                {t('minus', { count: step })}
              </CountButton>
            ))}
          </div>
        </Side>
      )}
      {ways !== 'IN' && (
        <Side title={t('out')} icon={<LogOut aria-hidden size={22} />}>
          <div className="grid grid-cols-2 gap-3">
            {STEPS.map((step) => (
              <CountButton
                key={step}
                label={t('leave', { count: step })}
                onPress={() => count('OUT', step)}
                className={clsx('bg-ink text-4xl text-canvas', ways === 'OUT' ? 'min-h-28' : 'min-h-20')}
              >
                {t('minus', { count: step })}
              </CountButton>
            ))}
          </div>
        </Side>
      )}
      <CountLog counts={counter.counts} timeZone={timeZone} onUndo={counter.undo} />
      <p className="text-pretty text-ink-soft text-sm">{t('notCertified')}</p>
    </div>
  );
}

export interface CounterSheetProps extends CounterProps {
  open: boolean;
  /** Where people are counted; null where the venue names no gate. */
  gateName: string | null;
  onClose: () => void;
}

/** The counter as the whole screen, under a heading of its own. */
export function CounterPanelPart(counter: CounterProps) {
  const t = useTranslations('puerta.counter');
  return (
    <section>
      <h2 className="sr-only">{t('title')}</h2>
      <CounterPart {...counter} />
    </section>
  );
}

/** The counter over the camera. */
export function CounterSheetPart({ open, gateName, onClose, ...counter }: CounterSheetProps) {
  const t = useTranslations('puerta.counter');
  const { inside, capacity } = counter;
  const figure = inside !== null && (capacity === null ? t('inside', { inside }) : t('insideOf', { inside, capacity }));
  return (
    <Sheet
      open={open}
      placement="side"
      title={t('title')}
      description={<span className="text-base">{[gateName, figure].filter(Boolean).join(' · ')}</span>}
      onOpenChange={(opened) => !opened && onClose()}
    >
      <CounterPart {...counter} />
    </Sheet>
  );
}

function Side({ title, icon, children }: { title: string; icon: ReactNode; children: ReactNode }) {
  const id = useId();
  return (
    <section aria-labelledby={id} className="flex flex-col gap-3">
      <h3 id={id} className="flex items-center gap-2 font-semibold text-lg">
        {icon}
        {title}
      </h3>
      {children}
    </section>
  );
}

function Categories({
  categories,
  category,
  onCategory,
}: Pick<CounterProps, 'categories' | 'category' | 'onCategory'>) {
  const t = useTranslations('puerta.counter');
  const name = useId();
  return (
    <fieldset className="min-w-0">
      <legend className="sr-only">{t('category')}</legend>
      <div className="flex flex-wrap gap-2 [&_label]:min-h-12 [&_label]:min-w-12">
        {[NONE, ...categories].map((each) => (
          <ChipRadio
            key={each}
            name={name}
            checked={(category ?? NONE) === each}
            onChoose={() => onCategory(each === NONE ? null : each)}
            className="px-4 text-base"
          >
            {each === NONE ? t('noCategory') : each}
          </ChipRadio>
        ))}
      </div>
    </fieldset>
  );
}

interface CountButtonProps {
  /** What it does, in a sentence. */
  label: string;
  onPress: () => void;
  className: string;
  children: string;
}

function CountButton({ label, onPress, className, children }: CountButtonProps) {
  return (
    <button
      type="button"
      aria-label={label}
      onClick={onPress}
      className={clsx(
        'figures touch-manipulation select-none rounded-card transition-transform active:scale-[0.97]',
        className,
      )}
    >
      {children}
    </button>
  );
}

export interface KeeperProps extends Omit<CounterOptions, 'queue' | 'pending'> {
  door: Pick<Door, 'queue' | 'state'>;
  /** Called with the counts, and at each change of them. */
  onCounter: (counter: Counter) => void;
}

/** Follows the counts of the door, whether its counter is open or not. */
export function CounterKeeperPart({ door, onCounter, ...options }: KeeperProps) {
  const counter = useCounter({ ...options, queue: door.queue, pending: door.state.pending });
  const tell = useEffectEvent(onCounter);
  useEffect(() => tell(counter), [counter]);
  return null;
}
