import { useEffect } from 'react';

/** Keeps the screen on while the page is visible, if the browser supports it. */
export function useWakeLock(): void {
  useEffect(() => {
    let lock: WakeLockSentinel | null = null;
    let mounted = true;
    const acquire = async () => {
      if (document.visibilityState !== 'visible') return;
      try {
        const acquired = (await navigator.wakeLock?.request('screen')) ?? null;
        if (mounted) lock = acquired;
        else await acquired?.release();
      } catch {
        // The browser refuses, for example because of a low battery; the screen then turns off as usual.
      }
    };
    const onVisible = () => void acquire();
    onVisible();
    document.addEventListener('visibilitychange', onVisible);
    return () => {
      mounted = false;
      document.removeEventListener('visibilitychange', onVisible);
      lock?.release().catch(() => undefined);
    };
  }, []);
}
