'use client';
import { useEffect, useRef } from 'react';
import { NOTICE_MS, sayBy } from './toast';

const HIDDEN =
  'position:absolute;width:1px;height:1px;margin:-1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap';

/**
 * Says notices to screen readers: errors at once, others when the reader pauses, silent ones never. The regions are in
 * the page before any text is. They stand in a shadow tree of their own, so that the page's search and its tests find
 * the text of a notice once.
 */
export function Announcer() {
  const host = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const element = document.createElement('div');
    host.current?.append(element);
    const tree = element.attachShadow({ mode: 'closed' });
    const [polite, assertive] = (['polite', 'assertive'] as const).map((live) => {
      const region = document.createElement('div');
      region.setAttribute('aria-live', live);
      region.setAttribute('style', HIDDEN);
      tree.append(region);
      return region;
    });
    const timers = new Set<ReturnType<typeof setTimeout>>();
    const end = sayBy((notice) => {
      if (notice.tone === 'dismiss' || notice.options?.silent) return;
      const line = document.createElement('p');
      line.textContent = [notice.text, notice.options?.description].filter(Boolean).join('. ');
      (notice.tone === 'error' ? assertive : polite)?.append(line);
      const timer = setTimeout(() => {
        line.remove();
        timers.delete(timer);
      }, NOTICE_MS);
      timers.add(timer);
    });
    return () => {
      end();
      timers.forEach(clearTimeout);
      element.remove();
    };
  }, []);
  return <div ref={host} />;
}
