'use client';
import { type ReactNode, useEffect } from 'react';
import { saveTheme } from '@/shell/save-theme';
import { ThemeProvider } from '@/ui/theme';
import type { Theme } from '@/ui/theme-cookie';
import { Toaster } from '@/ui/toaster';
import { TooltipLayer } from '@/ui/tooltip';

interface ProvidersProps {
  theme: Theme;
  /** Of the notices. */
  texts: { readonly notifications: string; readonly close: string };
  children: ReactNode;
}

/** What every page has, also one without a session. */
export function Providers({ theme, texts, children }: ProvidersProps) {
  useEffect(() => {
    document.documentElement.dataset.alive = '';
  }, []);
  return (
    <ThemeProvider initial={theme} save={saveTheme}>
      {children}
      <TooltipLayer />
      <Toaster label={texts.notifications} closeLabel={texts.close} />
    </ThemeProvider>
  );
}
