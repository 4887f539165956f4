/** In milliseconds: a code that was out of view for this long counts as a new presentation when it is shown again. */
const QUIET_MS = 2000;

export interface RepeatGuard {
  /**
   * Returns whether `text`, which is in view now, is a new presentation. Times are milliseconds of one monotonic clock.
   */
  see(text: string, now: number): boolean;
  /** Call when the camera stops: a code that was in view may still be in view when the camera starts again. */
  pause(now: number): void;
  /** Call when the camera starts again: the time without a camera does not count as out of view. */
  resume(now: number): void;
  /** Call when the person requests it: the codes in view are read again. */
  forget(): void;
}

/**
 * A code in front of the camera is decoded many times per second; it is reported once. Several codes may be in view in
 * turn.
 */
export function createRepeatGuard(quietMs = QUIET_MS): RepeatGuard {
  const lastSeen = new Map<string, number>();
  const dropGone = (now: number) => {
    for (const [code, at] of lastSeen) if (now - at >= quietMs) lastSeen.delete(code);
  };
  return {
    see(text, now) {
      dropGone(now);
      const fresh = !lastSeen.has(text);
      lastSeen.set(text, now);
      return fresh;
    },
    pause: dropGone,
    resume(now) {
      for (const code of lastSeen.keys()) lastSeen.set(code, now);
    },
    forget() {
      lastSeen.clear();
    },
  };
}
