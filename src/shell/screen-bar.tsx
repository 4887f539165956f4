import type { ReactNode, Ref } from 'react';

/** On a phone, a bar within reach of the thumb; elsewhere, at the right of the header. */
export function ScreenBar({ ref, children }: { ref?: Ref<HTMLDivElement>; children: ReactNode }) {
  return (
    <div
      ref={ref}
      className="flex items-center gap-2 max-sm:fixed max-sm:inset-x-0 max-sm:bottom-0 max-sm:flex-wrap max-sm:justify-end max-sm:border-line max-sm:border-t max-sm:bg-canvas max-sm:px-4 max-sm:pt-1 max-sm:pb-[max(0.25rem,env(safe-area-inset-bottom))]"
    >
      {children}
    </div>
  );
}
