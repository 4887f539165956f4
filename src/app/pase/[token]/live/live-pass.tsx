'use client';
import { useRouter } from 'next/navigation';
import { useEffect, useRef, useState } from 'react';
import { askStatus } from './ask-status';
import { nextWait } from './schedule';

/** What the venue may change of a plan: its value, and the sentence that says the new one. */
export interface PlanPart {
  readonly value: string;
  readonly text: string;
}

interface LivePassProps {
  token: string;
  /** Of what the page shows. */
  mark: string;
  isTonight: boolean;
  plan: readonly PlanPart[];
  texts: { readonly live: string; readonly stale: string; readonly changed: string };
}

/** Up to a fifth more or less, so that pages that were opened together do not ask together. */
const spread = (wait: number) => wait * (0.8 + Math.random() * 0.4);

/**
 * Keeps the open page of a pass as the venue has it: it asks every so often while the page is in view, and at once when
 * somebody comes back to it; the page itself is made anew by the server. It says what the venue has changed of the plan
 * since the page was opened, and when it cannot know.
 */
export function LivePass({ token, mark, isTonight, plan, texts }: LivePassProps) {
  const router = useRouter();
  const [opened] = useState(() => plan.map(({ value }) => value));
  const [stale, setStale] = useState(false);
  const shown = useRef(mark);
  useEffect(() => {
    shown.current = mark;
  }, [mark]);
  const refresh = useRef(router.refresh);
  useEffect(() => {
    refresh.current = router.refresh;
  }, [router]);

  useEffect(() => {
    const end = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    let wait = nextWait(null, null, { isTonight });
    let asking = false;
    const schedule = () => {
      clearTimeout(timer);
      if (wait !== null && document.visibilityState === 'visible') timer = setTimeout(ask, spread(wait));
    };
    async function ask() {
      if (asking || wait === null) return;
      clearTimeout(timer);
      asking = true;
      const { outcome, retryAfter } = await askStatus(token, shown.current, end.signal);
      asking = false;
      if (end.signal.aborted) return;
      setStale(outcome === 'failed');
      if (outcome === 'changed') refresh.current();
      wait = nextWait(wait, outcome, { isTonight, retryAfter });
      schedule();
    }
    const comeBack = () => {
      if (document.visibilityState === 'visible') void ask();
      else clearTimeout(timer);
    };
    schedule();
    const events = [
      [document, 'visibilitychange'],
      [window, 'pageshow'],
      [window, 'online'],
    ] as const;
    for (const [target, name] of events) target.addEventListener(name, comeBack);
    return () => {
      end.abort();
      clearTimeout(timer);
      for (const [target, name] of events) target.removeEventListener(name, comeBack);
    };
  }, [token, isTonight]);

  const changes = plan.filter(({ value }, index) => opened[index] !== undefined && opened[index] !== value);
  return (
    <div className="grid w-full gap-2 text-center text-sm noscript:hidden">
      <div role="status" data-testid="plan-changes">
        {changes.length > 0 && (
          <div className="rounded-control bg-info-soft px-3 py-2 text-balance text-info-text">
            <p className="font-semibold">{texts.changed}</p>
            {changes.map(({ text }) => (
              <p key={text} className="first-letter:uppercase">
                {text}
              </p>
            ))}
          </div>
        )}
      </div>
      <p data-testid="pass-live" className={stale ? 'font-semibold text-warn-text' : 'text-ink-faint text-xs'}>
        {stale ? texts.stale : texts.live}
      </p>
    </div>
  );
}
