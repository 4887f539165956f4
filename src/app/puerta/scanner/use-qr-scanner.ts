import { useCallback, useEffect, useEffectEvent, useRef, useState } from 'react';
import { openDecoder } from './decoder';
import { createRepeatGuard } from './repeat-guard';

/**
 * The shortest time between two decoded frames, in milliseconds: it seems immediate, and the phone does not get hot.
 */
const FRAME_MS = 125;

/**
 * Reads QR codes from a live video and reports each presentation once. A frame or handler that fails never ends the
 * loop. `failed`: the decoder could not be loaded; loading is retried.
 */
export function useQrScanner(
  video: HTMLVideoElement | null,
  live: boolean,
  onCode: (text: string) => void,
): { failed: boolean; readAgain: () => void } {
  const guard = useRef(createRepeatGuard());
  const [failed, setFailed] = useState(false);
  const report = useEffectEvent(onCode);

  useEffect(() => {
    if (!video || !live) return;
    let running = true;
    let timer = 0;
    let close = () => {};
    const views = guard.current;
    views.resume(performance.now());

    const loop = async () => {
      const decoder = await openDecoder(setFailed);
      close = () => decoder.close();
      if (!running) return close();
      const step = async () => {
        const started = performance.now();
        try {
          const text = await decoder.read(video);
          if (running && text && views.see(text, performance.now())) report(text);
        } catch {}
        if (running)
          timer = window.setTimeout(() => void step(), Math.max(20, FRAME_MS - (performance.now() - started)));
      };
      await step();
    };
    void loop();
    return () => {
      running = false;
      views.pause(performance.now());
      window.clearTimeout(timer);
      close();
    };
  }, [video, live]);

  return { failed, readAgain: useCallback(() => guard.current.forget(), []) };
}
