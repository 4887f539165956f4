/** Lets one tab of the browser at a time work. */
export interface TabLock {
  /** Whether other tabs wait: browsers without locks let all of them work. */
  readonly isShared: boolean;
  run(work: () => Promise<void>): Promise<void>;
}

const NAME = 'aforo-sync';

/** The browser's own lock, which exists on secure origins alone. */
export const browserLock: TabLock = {
  get isShared() {
    return typeof navigator !== 'undefined' && 'locks' in navigator;
  },
  async run(work) {
    if (this.isShared) await navigator.locks.request(NAME, work);
    else await work();
  },
};
