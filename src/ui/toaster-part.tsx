'use client';
import { CircleAlert, CircleCheck, Info, TriangleAlert, X } from 'lucide-react';
import { useEffect } from 'react';
import { Toaster as Sonner, toast } from 'sonner';
import { durationOf, NOTICE_MS, type Notice, type NoticeOptions, type Shown, showBy } from './toast';

export interface ToasterProps {
  label: string;
  closeLabel: string;
}

type Action = NoticeOptions['action'];

/**
 * Shows notices by Sonner. A notice that has been answered is leaving for 200 ms, and Sonner would remove a new one of the same id with
 * it: the answer to *undo* would be gone before anybody could read it. So an id stands for the notice that is still there.
 */
function showBySonner(): (notice: Notice) => void {
  const there = new Map<string, string | number>();
  const show = ({ tone, text, options = {} }: Shown) => {
    const { id, action, secondAction, ...rest } = options;
    const leave = () => {
      if (id !== undefined && there.get(id) === shown) there.delete(id);
    };
    const answer = (given: Action) =>
      given && {
        label: given.label,
        onClick: () => {
          leave();
          given.onClick();
        },
      };
    const before = id === undefined ? undefined : there.get(id);
    const shown = toast[tone](text, {
      ...rest,
      duration: durationOf(options),
      ...(before === undefined ? {} : { id: before }),
      action: answer(action),
      cancel: answer(secondAction),
      onAutoClose: leave,
      onDismiss: leave,
    });
    if (id !== undefined) there.set(id, shown);
  };
  return (notice) => {
    if (notice.tone !== 'dismiss') show(notice);
    else if (notice.id === undefined) {
      toast.dismiss();
      there.clear();
    } else if (there.has(notice.id)) {
      toast.dismiss(there.get(notice.id));
      there.delete(notice.id);
    }
  };
}

/** Sonner in our design. */
export function ToasterPart({ label, closeLabel }: ToasterProps) {
  // This runs after Sonner's own effects: Sonner shows only notices that arrive from then on.
  useEffect(() => showBy(showBySonner()), []);
  return (
    <Sonner
      // The announcer says what is to be said.
      ref={(region) => region?.setAttribute('aria-live', 'off')}
      closeButton
      position="bottom-center"
      containerAriaLabel={label}
      duration={NOTICE_MS}
      gap={8}
      mobileOffset={{ bottom: 76 }}
      icons={{
        success: <CircleCheck size={20} className="text-ok" />,
        error: <CircleAlert size={20} className="text-bad" />,
        warning: <TriangleAlert size={20} className="text-warn" />,
        info: <Info size={20} className="text-info" />,
        close: <X aria-hidden size={18} />,
      }}
      toastOptions={{
        unstyled: true,
        closeButtonAriaLabel: closeLabel,
        classNames: {
          // In a closed stack, only the buttons of the notice in front can be pressed.
          toast:
            'data-[front=false]:data-[expanded=false]:[&>button]:invisible flex w-full flex-wrap items-center justify-end gap-x-3 rounded-card bg-raised py-3 pr-12 pl-4 text-ink shadow-lift ring-1 ring-line font-sans sm:w-[24rem]',
          closeButton:
            'absolute top-1 right-1 inline-flex size-11 items-center justify-center rounded-control text-ink-soft hover:bg-hover hover:text-ink',
          icon: 'shrink-0',
          content: 'grow basis-36 min-w-0',
          title: 'text-sm font-semibold',
          description: 'mt-0.5 text-sm text-ink-soft',
          actionButton:
            'shrink-0 min-h-11 rounded-control px-3 text-sm font-semibold text-accent-text hover:bg-accent-soft',
          cancelButton:
            'shrink-0 min-h-11 rounded-control px-3 text-sm font-semibold text-accent-text hover:bg-accent-soft',
        },
      }}
    />
  );
}
