'use client';
import { useEffect, useEffectEvent, useState } from 'react';
import { businessDayOf, type DayRules } from '@/modules/venues/business-day';

const LOOK_MS = 20_000;
/** A device whose clock is wrong asks in vain until its time comes: no oftener than this. */
const ASK_MS = 120_000;

/** The venue's business day by this device's clock, followed across the cutoff while the screen stays open. */
export function useToday(rules: DayRules): string {
  const [today, setToday] = useState(() => businessDayOf(new Date(), rules));
  useEffect(() => {
    const look = () => setToday(businessDayOf(new Date(), rules));
    look();
    const timer = setInterval(look, LOOK_MS);
    document.addEventListener('visibilitychange', look);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', look);
    };
  }, [rules]);
  return today;
}

/** Asks for the list again while the day that the server gave for "today" is not today any more. */
export function useRollover(today: string, shown: string | undefined, refetch: () => Promise<void>): void {
  const isOver = shown !== undefined && shown < today;
  const ask = useEffectEvent(() => void refetch());
  useEffect(() => {
    if (!isOver) return;
    ask();
    const timer = setInterval(ask, ASK_MS);
    return () => clearInterval(timer);
  }, [isOver]);
}
