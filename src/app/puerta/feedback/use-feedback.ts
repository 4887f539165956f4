import { useCallback, useEffect, useState } from 'react';
import type { ResultTone } from '../flow/door-outcome';
import { playSound, unlockSound, VIBRATIONS } from './tones';

const KEY = 'aforo.door.muted';

export interface Feedback {
  readonly muted: boolean;
  readonly toggleMuted: () => void;
  /** A code was read; its answer is still to come. */
  readonly seen: () => void;
  readonly result: (tone: ResultTone) => void;
}

/** Sound and vibration of the door. Sound starts with the first touch of the screen. */
export function useFeedback(): Feedback {
  const [muted, setMuted] = useState(false);

  useEffect(() => {
    setMuted(readMuted());
    const events = ['pointerdown', 'keydown'] as const;
    for (const event of events) window.addEventListener(event, unlockSound);
    return () => {
      for (const event of events) window.removeEventListener(event, unlockSound);
    };
  }, []);

  return {
    muted,
    toggleMuted: useCallback(() => {
      setMuted(!muted);
      writeMuted(!muted);
    }, [muted]),
    seen: useCallback(() => {
      if (!muted) playSound('seen');
    }, [muted]),
    result: useCallback(
      (tone) => {
        if (!muted) playSound(tone);
        vibrate(VIBRATIONS[tone]);
      },
      [muted],
    ),
  };
}

function vibrate(pattern: readonly number[]): void {
  try {
    // A browser refuses to vibrate before the first touch, with an error in its console.
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
