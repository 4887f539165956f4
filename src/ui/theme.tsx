'use client';
import { createContext, type ReactNode, useContext, useMemo, useState } from 'react';
import type { Theme } from './theme-cookie';

const ThemeContext = createContext<{ theme: Theme; setTheme: (theme: Theme) => void } | null>(null);

interface ThemeProviderProps {
  initial: Theme;
  children: ReactNode;
}

export function ThemeProvider({ initial, children }: ThemeProviderProps) {
  const [theme, setState] = useState(initial);
  const value = useMemo(
    () => ({
      theme,
      setTheme: (next: Theme) => {
        setState(next);
        if (next === 'system') delete document.documentElement.dataset.theme;
        else document.documentElement.dataset.theme = next;
      },
    }),
    [theme],
  );
  return <ThemeContext value={value}>{children}</ThemeContext>;
}

/** Throws outside of ThemeProvider. */
export function useTheme() {
  const value = useContext(ThemeContext);
  if (!value) throw new Error('useTheme needs a ThemeProvider');
  return value;
}
