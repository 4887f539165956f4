import { useEffect, useEffectEvent, useRef } from 'react';

/** Asks once, as soon as nothing else is on the screen, where this device counts. */
export function useGateQuestion(isDue: boolean, ask: () => void): void {
  const asked = useRef(false);
  const put = useEffectEvent(ask);
  useEffect(() => {
    if (!isDue || asked.current) return;
    asked.current = true;
    put();
  }, [isDue]);
}
