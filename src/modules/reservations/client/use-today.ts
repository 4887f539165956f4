'use client';
import { useEffect, useEffectEvent, useRef, useState } from 'react';
import { businessDayOf, type DayRules } from '@/modules/venues/business-day';

const LOOK_MS = 20_000;
/**
 * A device whose clock is ahead gets the old day until the server's day ends, so it asks at most once per this many
 * milliseconds.
 */
const ASK_MS = 120_000;

/** The venue's business day by this device's clock, updated when the cutoff passes while the screen stays open. */
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

/** Fetches the list again while the day that the server returned for "today" is over by this device's clock. */
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

/** Fetches the list again when the rules of the venue's day change: "today" may then be another day. */
export function useNewRules(rules: DayRules, refetch: () => Promise<void>): void {
  const known = useRef(rules);
  const ask = useEffectEvent(() => void refetch());
  useEffect(() => {
    if (known.current === rules) return;
    known.current = rules;
    ask();
  }, [rules]);
}
