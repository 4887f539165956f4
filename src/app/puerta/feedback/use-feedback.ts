import { useCallback, useEffect, useState } from 'react';
import { later } from '@/ui/later';
import type { ResultTone } from '../flow/door-outcome';

const KEY = 'aforo.door.muted';

/** Vibration patterns: milliseconds on, off, on… */
const VIBRATIONS: Record<ResultTone, readonly number[]> = {
  ok: [90],
  warning: [120, 80, 120],
  error: [350, 100, 350],
};

const TAP = [25];

/** The door works without its sounds while they have not loaded. */
const tones = later(() => import('./tones'));
const unlock = () => tones.part?.unlockSound();

export interface Feedback {
  readonly muted: boolean;
  readonly toggleMuted: () => void;
  /** A code was read; its answer is still pending. */
  readonly seen: () => void;
  readonly result: (tone: ResultTone) => void;
  /** A button that counts was pressed. */
  readonly tap: () => void;
}

/** Sound and vibration of the door. Sound starts with the first touch of the screen. */
export function useFeedback(): Feedback {
  const [muted, setMuted] = useState(false);

  useEffect(() => {
    setMuted(readMuted());
    tones.load().catch(() => {});
    const events = ['pointerdown', 'keydown'] as const;
    for (const event of events) window.addEventListener(event, unlock);
    return () => {
      for (const event of events) window.removeEventListener(event, unlock);
    };
  }, []);

  return {
    muted,
    toggleMuted: useCallback(() => {
      setMuted(!muted);
      writeMuted(!muted);
    }, [muted]),
    seen: useCallback(() => {
      if (!muted) tones.part?.playSound('seen');
    }, [muted]),
    result: useCallback(
      (tone) => {
        if (!muted) tones.part?.playSound(tone);
        vibrate(VIBRATIONS[tone]);
      },
      [muted],
    ),
    tap: useCallback(() => {
      if (!muted) tones.part?.playSound('seen');
      vibrate(TAP);
    }, [muted]),
  };
}

function vibrate(pattern: readonly number[]): void {
  try {
    // Before the first touch a browser refuses to vibrate, and logs an error in its console.
    if (navigator.userActivation?.hasBeenActive !== false) navigator.vibrate?.([...pattern]);
  } catch {}
}

function readMuted(): boolean {
  try {
    return localStorage.getItem(KEY) === '1';
  } catch {
    return false;
  }
}

function writeMuted(muted: boolean): void {
  try {
    localStorage.setItem(KEY, muted ? '1' : '0');
  } catch {}
}
