import clsx from 'clsx';
import {
  Clock,
  CloudOff,
  Database,
  DatabaseZap,
  Hourglass,
  List,
  LogOut,
  type LucideIcon,
  ShieldX,
  TriangleAlert,
} from 'lucide-react';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useTranslations } from 'use-intl';
import type { CountQueue, PendingCount } from '@/modules/attendance/client/count-queue';
import { useCountStorage, useDeliveryRefusal, useUnsavedCounts } from '@/modules/attendance/client/use-counts';
import { localTimeOf } from '@/modules/venues/business-day';
import { useLasting } from '@/ui/use-lasting';
import { useNow } from '@/ui/use-now';
import { useOnline } from '@/ui/use-online';
import { phoneJudge } from '../flow/phone-judge';
import { ageOf, type DoorCondition, doorConditions } from './door-states';
import { createJudge } from './judge-phone';
import { keepPage } from './keep-page';
import { type Night, type ScreenList, useNight } from './use-night';

export interface OfflineProps {
  accountId: string;
  businessId: string;
  timeZone: string;
  list: ScreenList;
  queue: CountQueue;
  pending: readonly PendingCount[];
  /** Over the picture of the camera; else in the page's own flow. */
  isOver: boolean;
}

/** A clock that is further off, in milliseconds, is called wrong. */
const MOST_SKEW_MS = 120_000;
/** A list that is not live for less, in milliseconds, is no news: a stream is handed over to the next. */
const HAND_OVER_MS = 1500;

/** Keeps tonight's list on this phone, judges passes by it, and says in which state the door is. */
export function OfflinePart({ accountId, businessId, timeZone, list, queue, pending, isOver }: OfflineProps) {
  const t = useTranslations('puerta.offline');
  const online = useOnline();
  const { night, isRefused } = useNight({ accountId, businessId, list });
  const isDurable = useDurableStorage();
  useEffect(() => void keepPage(accountId).catch(() => {}), [accountId]);

  const queued = useMemo(
    () => pending.map(({ count }) => count).filter((count) => count.businessId === businessId),
    [pending, businessId],
  );
  const known = useRef<Parameters<typeof createJudge>[0]>(() => null);
  useEffect(() => {
    known.current = () => night && { night, reservations: list.reservations, undecided: queued };
  }, [night, list.reservations, queued]);
  const isKnown = night !== null;
  useEffect(() => {
    if (!isKnown) return;
    const judge = createJudge(() => known.current());
    phoneJudge.current = judge;
    return () => {
      if (phoneJudge.current === judge) phoneJudge.current = null;
    };
  }, [isKnown]);

  const { live } = list;
  useEffect(() => {
    // The stream has come up: the server can be reached.
    if (live) queue.retryNow();
  }, [live, queue]);

  const conditions = doorConditions({
    ...{ isOnline: online, isBehind: useLasting(!live, HAND_OVER_MS), readAt: night?.readAt ?? null },
    isClockWrong: night !== null && isClockWrong(night),
    ...{ queued: queued.length, isWaiting: pending.some(({ waiting }) => waiting), unsaved: useUnsavedCounts() },
    ...{ ...useCountStorage(), isListRefused: isRefused, isDurable, refusal: useDeliveryRefusal(queue) },
  });
  const readAt = night && localTimeOf(new Date(night.readAt + night.clockOffset), timeZone);
  return (
    <>
      <p role="status" data-testid="offline" className="sr-only">
        {!online && t('whole')}
      </p>
      <p
        role="status"
        data-testid="door-states"
        // Over the picture of the camera nothing moves when the network goes.
        className={clsx(
          'flex flex-wrap justify-center gap-2',
          isOver && 'pointer-events-none absolute inset-x-3 top-3 z-10',
        )}
      >
        {conditions.map((condition) => (
          <Condition key={condition.kind} condition={condition} readAt={readAt} />
        ))}
      </p>
    </>
  );
}

/** The mark of each state, and whether somebody should do something about it. */
const LOOKS: Record<DoorCondition['kind'], { readonly icon: LucideIcon; readonly isBad?: true }> = {
  signedOut: { icon: LogOut, isBad: true },
  forbidden: { icon: ShieldX, isBad: true },
  unsaved: { icon: TriangleAlert, isBad: true },
  notSaved: { icon: Database, isBad: true },
  noNetwork: { icon: CloudOff },
  queued: { icon: Hourglass },
  age: { icon: List },
  noList: { icon: List, isBad: true },
  clock: { icon: Clock, isBad: true },
  erased: { icon: DatabaseZap, isBad: true },
  notKept: { icon: Database, isBad: true },
  mayErase: { icon: Database },
};

function Condition({ condition, readAt }: { condition: DoorCondition; readAt: string | null }) {
  const t = useTranslations('puerta.offline');
  const counts = useTranslations('counts');
  const { kind } = condition;
  const { icon: Icon, isBad } = LOOKS[kind];
  const look = isBad ? 'bg-warn-soft text-warn-text' : 'bg-raised text-ink-soft';
  return (
    <span
      data-state={kind}
      data-testid={kind === 'unsaved' ? 'unsaved-counts' : undefined}
      className={`inline-flex min-h-9 items-center gap-2 rounded-card px-3 py-1.5 font-semibold text-base ${look}`}
    >
      <Icon aria-hidden size={18} className="shrink-0" />
      {condition.kind === 'age' ? (
        <>
          <Age since={condition.readAt} />
          {/* A screen reader hears the time of the list, which stays, instead of each second. */}
          <span className="sr-only">{readAt && t('list', { time: readAt })}</span>
        </>
      ) : 'count' in condition ? (
        condition.kind === 'unsaved' ? (
          counts('unsaved', { count: condition.count })
        ) : (
          t(condition.kind, { count: condition.count })
        )
      ) : (
        t(condition.kind)
      )}
    </span>
  );
}

/** How old the list is, second by second. */
function Age({ since }: { since: number }) {
  const t = useTranslations('puerta.offline');
  const now = useNow(1000);
  return (
    <span aria-hidden className="tabular-nums">
      {t('age', { age: ageOf((now ?? since) - since) })}
    </span>
  );
}

/** The clock differs from the server's, or stands before the moment at which the list was read. */
function isClockWrong({ manifest, clockOffset }: Night): boolean {
  const isBack = Date.now() + clockOffset < Date.parse(manifest.serverTime) - MOST_SKEW_MS;
  return isBack || Math.abs(clockOffset) > MOST_SKEW_MS;
}

/** Asks the browser not to erase what this phone keeps; whether it has agreed, true until it answers. */
function useDurableStorage(): boolean {
  const [isDurable, setDurable] = useState(true);
  useEffect(() => {
    let current = true;
    const ask = async () => navigator.storage.persist();
    ask().then(
      (agreed) => current && setDurable(agreed),
      () => current && setDurable(false),
    );
    return () => {
      current = false;
    };
  }, []);
  return isDurable;
}
