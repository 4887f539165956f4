import { useEffect, useLayoutEffect } from 'react';
import { useTheme } from '@/ui/theme';

/** Loads the font of the large answers before the first answer, because the network may be down by then. */
export function useWordFont(): void {
  useEffect(() => {
    void document.fonts.load('780 1em "Archivo Word"').catch(() => {});
  }, []);
}

/**
 * The theme of the door: light for who chose light, to read it outdoors, else dark, whatever the device prefers. The
 * whole page has it, and is marked as the door's, because overlays are mounted outside of the door's element.
 */
export function useDoorTheme(): 'light' | 'dark' {
  const { theme } = useTheme();
  const shown = theme === 'light' ? 'light' : 'dark';
  useLayoutEffect(() => {
    const { dataset } = document.documentElement;
    dataset.theme = shown;
    dataset.door = '';
    return () => {
      delete dataset.door;
      if (theme === 'system') delete dataset.theme;
      else dataset.theme = theme;
    };
  }, [theme, shown]);
  return shown;
}
