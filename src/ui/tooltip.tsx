'use client';
import { useEffect, useState } from 'react';
import { later } from './later';

/** The attribute that says what an icon does; it must not be the only place that says so. */
export const TOOLTIP = 'data-tooltip';
/** Milliseconds that a pointer must rest on an icon before its name is shown. */
const DELAY = 500;
/** Milliseconds that a pointer has to move from an icon to its name. */
const GRACE = 200;

const popup = later(() => import('./tooltip-part').then(({ TooltipPopup }) => TooltipPopup));

/** Shows the name of the icon under the mouse, or of the one that the keyboard has focused. Used once per page. */
export function TooltipLayer() {
  const [anchor, setAnchor] = useState<Element | null>(null);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let over: Element | null = null;
    let shown = false;
    const hide = () => {
      clearTimeout(timer);
      shown = false;
      setAnchor(null);
    };
    const leave = () => {
      hide();
      over = null;
    };
    const enter = (event: Event, delay: number) => {
      const at = event.target instanceof Element ? event.target : null;
      const target = at?.closest('[data-tooltip-popup]') ? over : (at?.closest(`[${TOOLTIP}]`) ?? null);
      if (shown && target !== null) clearTimeout(timer);
      if (target === over) return;
      if (shown && target === null) {
        clearTimeout(timer);
        timer = setTimeout(leave, GRACE);
        return;
      }
      leave();
      if (!target) return;
      over = target;
      timer = setTimeout(() => {
        // If the popup does not load, the button itself still has the name.
        popup.load().then(
          () => {
            if (over !== target || !target.isConnected) return;
            shown = true;
            setAnchor(target);
          },
          () => {},
        );
      }, delay);
    };
    const point = (event: PointerEvent) => event.pointerType === 'mouse' && enter(event, DELAY);
    const focus = (event: FocusEvent) =>
      event.target instanceof Element && event.target.matches(':focus-visible') && enter(event, 0);
    const press = (event: Event) => (!(event instanceof KeyboardEvent) || event.key === 'Escape') && hide();
    document.addEventListener('pointerover', point);
    document.addEventListener('focusin', focus);
    document.addEventListener('focusout', leave);
    document.addEventListener('pointerdown', press);
    document.addEventListener('keydown', press);
    return () => {
      clearTimeout(timer);
      document.removeEventListener('pointerover', point);
      document.removeEventListener('focusin', focus);
      document.removeEventListener('focusout', leave);
      document.removeEventListener('pointerdown', press);
      document.removeEventListener('keydown', press);
    };
  }, []);
  const Popup = popup.part;
  return Popup && anchor && <Popup anchor={anchor} text={anchor.getAttribute(TOOLTIP) ?? ''} />;
}
