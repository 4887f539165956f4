/** How long a code must be out of view before showing it again counts as a new intention. Milliseconds. */
const QUIET_MS = 2000;

export interface RepeatGuard {
  /** Tells whether seeing `text` now is a new presentation. Times are milliseconds of one monotonic clock. */
  see(text: string, now: number): boolean;
  /** The camera stops, and what was in view may still be when it comes back. */
  pause(now: number): void;
  /** The camera was off until now: that time does not count as out of view. */
  resume(now: number): void;
  /** The person asked for it: whatever is in view is read again. */
  forget(): void;
}

/** A code held in front of the camera is seen many times a second; it passes once. Several codes may be in view in turn. */
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
