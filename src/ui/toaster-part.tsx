'use client';
import { CircleAlert, CircleCheck, Info, TriangleAlert } from 'lucide-react';
import { useEffect } from 'react';
import { Toaster as Sonner, toast } from 'sonner';
import { showBy } from './toast';

export interface ToasterProps {
  label: string;
  closeLabel: string;
}

/** Sonner in our look. */
export function ToasterPart({ label, closeLabel }: ToasterProps) {
  // After Sonner's own effects: it shows what is said from then on.
  useEffect(
    () =>
      showBy((notice) => {
        if (notice.tone === 'dismiss') toast.dismiss();
        else toast[notice.tone](notice.text, notice.options);
      }),
    [],
  );
  return (
    <Sonner
      position="bottom-center"
      containerAriaLabel={label}
      duration={5000}
      gap={8}
      mobileOffset={{ bottom: 76 }}
      icons={{
        success: <CircleCheck size={20} className="text-ok" />,
        error: <CircleAlert size={20} className="text-bad" />,
        warning: <TriangleAlert size={20} className="text-warn" />,
        info: <Info size={20} className="text-info" />,
      }}
      toastOptions={{
        unstyled: true,
        closeButtonAriaLabel: closeLabel,
        classNames: {
          toast:
            'flex w-full items-center gap-3 rounded-card bg-raised px-4 py-3 text-ink shadow-lift ring-1 ring-line font-sans sm:w-[24rem]',
          icon: 'shrink-0',
          content: 'grow min-w-0',
          title: 'text-sm font-semibold',
          description: 'mt-0.5 text-sm text-ink-soft',
          actionButton:
            'shrink-0 min-h-11 rounded-control px-3 text-sm font-semibold text-accent-text hover:bg-accent-soft',
          cancelButton: 'shrink-0 min-h-11 rounded-control px-3 text-sm text-ink-soft hover:bg-hover',
        },
      }}
    />
  );
}
