import type { ReactNode } from 'react';
import { TranslatedNotice } from './translated-notice';

interface FrameProps {
  header: ReactNode;
  /** Shown above the content, under the notices of the frame. */
  notice?: ReactNode;
  children: ReactNode;
}

/** A header that stays in view, and the screen's content. */
export function Frame({ header, notice, children }: FrameProps) {
  return (
    <>
      <header className="sticky top-0 z-40 border-line border-b bg-canvas pt-[env(safe-area-inset-top)]">
        <div className="mx-auto flex h-13 max-w-[100rem] items-center gap-2 px-3 sm:h-15 sm:gap-3 sm:px-5 lg:px-8">
          {header}
        </div>
      </header>
      <main id="contenido" className="flex min-h-0 grow flex-col">
        {/* On a phone these notices follow the screen's own content, which begins at the top. */}
        <div className="mx-auto grid w-full max-w-[100rem] gap-3 px-4 not-empty:pt-4 empty:hidden max-sm:order-last max-sm:not-empty:pb-20 sm:px-5 lg:px-8">
          <TranslatedNotice />
          {notice}
        </div>
        {children}
      </main>
    </>
  );
}
