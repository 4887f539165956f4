'use client';
import { useEffect, useState } from 'react';
import { later } from './later';

/** The attribute that names what an icon does; never the only place where it is said. */
export const TOOLTIP = 'data-tooltip';
/** How long a pointer rests on something before its name is shown. Milliseconds. */
const DELAY = 500;

const popup = later(() => import('./tooltip-part').then(({ TooltipPopup }) => TooltipPopup));

/** Shows the name of whatever icon a mouse rests on, or the keyboard has reached. Once for a page. */
export function TooltipLayer() {
  const [anchor, setAnchor] = useState<Element | null>(null);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let over: Element | null = null;
    const hide = () => {
      clearTimeout(timer);
      setAnchor(null);
    };
    const leave = () => {
      hide();
      over = null;
    };
    const enter = (event: Event, delay: number) => {
      const target = event.target instanceof Element ? event.target.closest(`[${TOOLTIP}]`) : null;
      if (target === over) return;
      leave();
      if (!target) return;
      over = target;
      timer = setTimeout(() => {
        // A name that does not come is said by the button itself.
        popup.load().then(
          () => {
            if (over === target && target.isConnected) setAnchor(target);
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
