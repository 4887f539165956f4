'use client';
import clsx from 'clsx';
import { X } from 'lucide-react';
import { useCallback, useEffect, useRef, useState } from 'react';
import { Button } from './button';
import { IconButton } from './icon-button';
import { durationOf, isOf, type Shown, showAgain, showBy } from './toast';

/** How many notices are shown at once. */
const MOST = 3;

const EDGES: Record<Shown['tone'], string> = {
  success: 'border-ok',
  error: 'border-bad',
  warning: 'border-warn',
  info: 'border-info',
};

interface Plain extends Shown {
  readonly key: number;
}

interface PlainNoticesProps {
  /** Names the region for screen readers. */
  label: string;
  closeLabel: string;
  onNotice: () => void;
}

/**
 * Shows notices until their library has loaded, which may be never: a device can lose its network in the first seconds
 * of a page. Calls `onNotice` for each of them. When it is unmounted, it passes on the notices that it still shows.
 */
export function PlainNotices({ label, closeLabel, onNotice }: PlainNoticesProps) {
  const [notices, setNotices] = useState<readonly Plain[]>([]);
  // The library may arrive before React has drawn a notice, which is passed on all the same.
  const held = useRef(notices);
  const hold = useCallback((next: readonly Plain[]) => {
    held.current = next;
    setNotices(next);
  }, []);
  const remove = useCallback(
    (is: (notice: Plain) => boolean) => hold(held.current.filter((each) => !is(each))),
    [hold],
  );
  useEffect(() => {
    const timers = new Set<ReturnType<typeof setTimeout>>();
    let key = 0;
    const end = showBy((notice) => {
      if (notice.tone === 'dismiss') return remove((each) => isOf(each, notice.id));
      key += 1;
      const plain = { ...notice, key };
      const id = notice.options?.id;
      if (id !== undefined) remove((each) => isOf(each, id));
      hold([...held.current, plain].slice(-MOST));
      timers.add(setTimeout(() => remove((each) => each === plain), durationOf(notice.options ?? {})));
      onNotice();
    });
    return () => {
      timers.forEach(clearTimeout);
      end();
      for (const { tone, text, options } of held.current) showAgain({ tone, text, options });
    };
  }, [onNotice, hold, remove]);
  return (
    <section
      aria-label={label}
      className="fixed inset-x-4 bottom-[76px] z-50 mx-auto grid max-w-[24rem] gap-2 sm:bottom-6"
    >
      {notices.map(({ key, tone, text, options }) => (
        <div
          key={key}
          data-testid="plain-notice"
          className={clsx(
            'flex animate-late-show flex-wrap items-center justify-end gap-x-3 rounded-card border-l-4 bg-raised px-4 py-3 text-sm shadow-lift ring-1 ring-line',
            EDGES[tone],
          )}
        >
          <div className="min-w-0 grow basis-36">
            <p className="font-semibold">{text}</p>
            {options?.description && <p className="mt-0.5 text-ink-soft">{options.description}</p>}
          </div>
          {[options?.secondAction, options?.action].map(
            (action) =>
              action && (
                <Button
                  key={action.label}
                  variant="quiet"
                  onClick={() => {
                    remove((each) => each.key === key);
                    action.onClick();
                  }}
                >
                  {action.label}
                </Button>
              ),
          )}
          <IconButton
            label={closeLabel}
            icon={<X aria-hidden size={18} />}
            onClick={() => remove((each) => each.key === key)}
            className="-mr-2"
          />
        </div>
      ))}
    </section>
  );
}
