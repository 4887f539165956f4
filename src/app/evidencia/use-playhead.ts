import { useEffect, useState } from 'react';
import { useMediaQuery } from '@/ui/use-media-query';

/** Seconds of the night in one second. */
export const SPEEDS = ['60', '300', '900'] as const;
export type Speed = (typeof SPEEDS)[number];

/** Milliseconds between two positions; for readers who asked for less motion they follow one another slowly. */
const TICK = { usual: 100, calm: 1_000 };

/** Where a replay stands, in milliseconds since 1970. It begins at the end of the night, and playing from there starts over. */
export function usePlayhead({ from, to, speed }: { from: number; to: number; speed: number }) {
  const [at, setAt] = useState(to);
  const [playing, setPlaying] = useState(false);
  const calm = useMediaQuery('(prefers-reduced-motion: reduce)');
  const tick = calm ? TICK.calm : TICK.usual;
  const isOver = at >= to;
  if (playing && isOver) setPlaying(false);
  useEffect(() => {
    if (!playing) return;
    const timer = setInterval(() => setAt((now) => Math.min(to, now + tick * speed)), tick);
    return () => clearInterval(timer);
  }, [playing, tick, speed, to]);
  return {
    at,
    playing,
    seek: (next: number) => {
      setPlaying(false);
      setAt(Math.min(to, Math.max(from, next)));
    },
    toggle: () => {
      if (!playing && isOver) setAt(from);
      setPlaying(!playing);
    },
  };
}
