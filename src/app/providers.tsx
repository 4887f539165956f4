'use client';
import { type ReactNode, useEffect } from 'react';
import { ThemeProvider } from '@/ui/theme';
import type { Theme } from '@/ui/theme-cookie';
import { TooltipLayer } from '@/ui/tooltip';

/** The providers of every page, including pages without a session. */
export function Providers({ theme, children }: { theme: Theme; children: ReactNode }) {
  useEffect(() => {
    document.documentElement.dataset.alive = '';
  }, []);
  return (
    <ThemeProvider initial={theme}>
      {children}
      <TooltipLayer />
    </ThemeProvider>
  );
}
