'use client';
import { Dialog } from '@base-ui/react/dialog';
import clsx from 'clsx';
import { X } from 'lucide-react';
import type { ReactNode, RefObject } from 'react';
import { useTranslations } from 'use-intl';

export interface SheetProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: ReactNode;
  description?: ReactNode;
  /** On wide screens; on a phone it always rises from the bottom. */
  placement?: 'centre' | 'side';
  /** Stays at the bottom while the content scrolls. */
  footer?: ReactNode;
  initialFocus?: RefObject<HTMLElement | null>;
  children: ReactNode;
}

const BASE =
  'fixed z-50 flex flex-col bg-raised text-ink shadow-lift outline-none transition-[transform,opacity] duration-200 ease-out inset-x-0 bottom-0 max-h-[92dvh] rounded-t-sheet max-md:data-[starting-style]:translate-y-full max-md:data-[ending-style]:translate-y-full';
const PLACEMENTS = {
  centre:
    'md:inset-auto md:top-1/2 md:left-1/2 md:w-[min(34rem,calc(100vw-3rem))] md:max-h-[88dvh] md:-translate-x-1/2 md:-translate-y-1/2 md:rounded-sheet md:data-[starting-style]:opacity-0 md:data-[ending-style]:opacity-0 md:data-[starting-style]:scale-[0.97]',
  side: 'md:inset-y-0 md:right-0 md:left-auto md:w-[30rem] md:max-h-none md:rounded-none md:rounded-l-sheet md:data-[starting-style]:translate-x-full md:data-[ending-style]:translate-x-full',
};

/** A modal dialog: bottom sheet on a phone, centred or at the side on wider screens. */
export function SheetPart({
  open,
  onOpenChange,
  placement = 'centre',
  title,
  description,
  footer,
  ...rest
}: SheetProps) {
  const t = useTranslations('common');
  const { initialFocus, children } = rest;
  return (
    <Dialog.Root open={open} onOpenChange={onOpenChange}>
      <Dialog.Portal>
        <Dialog.Backdrop className="fixed inset-0 z-50 bg-shade transition-opacity duration-200 data-[ending-style]:opacity-0 data-[starting-style]:opacity-0" />
        <Dialog.Popup {...(initialFocus ? { initialFocus } : {})} className={clsx(BASE, PLACEMENTS[placement])}>
          <header className="flex items-start gap-4 px-5 pt-5 pb-3 sm:px-6">
            <div className="min-w-0 grow pt-1.5">
              <Dialog.Title className="display text-xl">{title}</Dialog.Title>
              {description && (
                <Dialog.Description className="mt-1 text-ink-soft text-sm" render={<div />}>
                  {description}
                </Dialog.Description>
              )}
            </div>
            <Dialog.Close
              aria-label={t('close')}
              className="-mr-2 inline-flex size-11 shrink-0 items-center justify-center rounded-control text-ink-soft hover:bg-hover hover:text-ink"
            >
              <X aria-hidden size={22} />
            </Dialog.Close>
          </header>
          <div className="min-h-0 grow overflow-y-auto overscroll-contain px-5 pt-1 pb-6 sm:px-6">{children}</div>
          {footer && (
            <footer className="flex flex-wrap justify-end gap-3 border-line border-t px-5 pt-4 pb-[max(1rem,env(safe-area-inset-bottom))] sm:px-6">
              {footer}
            </footer>
          )}
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
