import { useCallback, useEffect, useEffectEvent, useRef, useState } from 'react';
import { openDecoder } from './decoder';
import { createRepeatGuard } from './repeat-guard';

/**
 * The shortest time between the beginnings of two frames that are decoded, and the pause after a frame, in milliseconds: a code is
 * read at once, and a slow phone still has time for everything else.
 */
const FRAME_MS = 80;
const PAUSE_MS = 20;
/** After a new code the phone has its verdict to find and to show: the next frame waits for so long, in milliseconds. */
const VERDICT_MS = 400;

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
        let least = FRAME_MS;
        try {
          const text = await decoder.read(video);
          if (running && text && views.see(text, performance.now())) {
            least = VERDICT_MS;
            report(text);
          }
        } catch {}
        const wait = Math.max(PAUSE_MS, least - (performance.now() - started));
        if (running) timer = window.setTimeout(() => void step(), wait);
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
