import { ChevronDown } from 'lucide-react';
import type { ReactNode } from 'react';

/** What is there for who asks for it: closed at first. */
export function Fold({ title, children }: { title: string; children: ReactNode }) {
  return (
    <details className="border-line border-t">
      <summary className="flex min-h-12 cursor-pointer list-none items-center gap-2 px-4 font-semibold text-ink-soft text-sm hover:text-ink sm:px-5 [&::-webkit-details-marker]:hidden">
        <ChevronDown aria-hidden size={18} className="shrink-0 [[open]>summary>&]:[transform:rotate(180deg)]" />
        {title}
      </summary>
      {children}
    </details>
  );
}
