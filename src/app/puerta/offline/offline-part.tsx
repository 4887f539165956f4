import clsx from 'clsx';
import { Clock, CloudOff, Database, List, type LucideIcon, TriangleAlert } from 'lucide-react';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useTranslations } from 'use-intl';
import type { PendingCount } from '@/modules/attendance/client/count-queue';
import { useUnsavedCounts } from '@/modules/attendance/client/use-counts';
import { localTimeOf } from '@/modules/venues/business-day';
import { useLasting } from '@/ui/use-lasting';
import { useOnline } from '@/ui/use-online';
import { phoneJudge } from '../flow/phone-judge';
import { createJudge } from './judge-phone';
import { keepPage } from './keep-page';
import { type Night, type ScreenList, useNight } from './use-night';

export interface OfflineProps {
  accountId: string;
  businessId: string;
  timeZone: string;
  list: ScreenList;
  pending: readonly PendingCount[];
  /** Over the picture of the camera; else in the page's own flow. */
  isOver: boolean;
}

/** A clock that is further off, in milliseconds, is called wrong. */
const MOST_SKEW_MS = 120_000;
/** A list that is not live for less, in milliseconds, is no news: a stream is handed over to the next. */
const HAND_OVER_MS = 1500;

/** Keeps tonight's list on this phone, judges passes by it where the network does not answer, and says in which state the door is. */
export function OfflinePart({ accountId, businessId, timeZone, list, pending, isOver }: OfflineProps) {
  const t = useTranslations('puerta.offline');
  const counts = useTranslations('counts');
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

  const unsaved = useUnsavedCounts();
  const isWaiting = pending.some(({ waiting }) => waiting);

  const isBehind = useLasting(!list.live, HAND_OVER_MS);
  const isAway = !online || (night !== null && isBehind);
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
        {isAway && (
          <State icon={List} isBad={night === null}>
            {night
              ? t('list', { time: localTimeOf(new Date(night.readAt + night.clockOffset), timeZone) })
              : t('noList')}
          </State>
        )}
        {isAway && queued.length > 0 && <State icon={CloudOff}>{t('queued', { count: queued.length })}</State>}
        {night && isClockWrong(night) && (
          <State icon={Clock} isBad>
            {t('clock')}
          </State>
        )}
        {isRefused && (
          <State icon={Database} isBad>
            {t('notKept')}
          </State>
        )}
        {!isRefused && !isDurable && !online && <State icon={Database}>{t('mayErase')}</State>}
        {unsaved > 0 && isWaiting && (
          <State icon={TriangleAlert} isBad testId="unsaved-counts">
            {counts('unsaved', { count: unsaved })}
          </State>
        )}
      </p>
    </>
  );
}

interface StateProps {
  icon: LucideIcon;
  isBad?: boolean;
  testId?: string;
  children: string;
}

function State({ icon: Icon, isBad = false, testId, children }: StateProps) {
  const look = isBad ? 'bg-warn-soft text-warn-text' : 'bg-raised text-ink-soft';
  return (
    <span
      data-testid={testId}
      className={`inline-flex min-h-9 items-center gap-2 rounded-card px-3 py-1.5 font-semibold text-base ${look}`}
    >
      <Icon aria-hidden size={18} className="shrink-0" />
      {children}
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
