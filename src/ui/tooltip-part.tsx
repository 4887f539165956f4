'use client';
import { Tooltip as Base } from '@base-ui/react/tooltip';

export function TooltipPopup({ anchor, text }: { anchor: Element; text: string }) {
  return (
    <Base.Root open>
      <Base.Portal>
        <Base.Positioner anchor={anchor} sideOffset={6} className="z-60">
          <Base.Popup data-tooltip-popup="" className="rounded-lg bg-ink px-2.5 py-1.5 font-medium text-canvas text-xs">
            {text}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
