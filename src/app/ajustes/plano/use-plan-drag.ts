import { type PointerEvent, type RefObject, useRef, useState } from 'react';
import type { Plan } from '@/modules/tables/wire';
import { movedTo, resizedTo, rotated } from './plan-geometry';
import type { Placed } from './use-plan-draft';

/** What a pointer does with a table from where it went down. */
interface Drag {
  readonly id: string;
  readonly pointerId: number;
  /** Names the steps that belong together. */
  readonly gesture: string;
  readonly kind: 'move' | 'resize';
  readonly from: { readonly x: number; readonly y: number };
  readonly plan: Plan;
}

interface PlanDragOptions {
  svg: RefObject<SVGSVGElement | null>;
  onSelect: (id: string) => void;
  onChange: (id: string, plan: Plan, gesture: string) => void;
}

let gestures = 0;

/** Moves and resizes tables by mouse, pen and finger. */
export function usePlanDrag({ svg, onSelect, onChange }: PlanDragOptions) {
  const drag = useRef<Drag | null>(null);
  const [isDragging, setDragging] = useState(false);

  /** Where a pointer is, in units of the plan. */
  function pointOf({ clientX, clientY }: PointerEvent): { x: number; y: number } {
    const matrix = svg.current?.getScreenCTM();
    if (!matrix) return { x: 0, y: 0 };
    return { x: (clientX - matrix.e) / matrix.a, y: (clientY - matrix.f) / matrix.d };
  }

  function start(event: PointerEvent<SVGElement>, { id, plan }: Placed, kind: Drag['kind']) {
    if (event.button !== 0) return;
    event.stopPropagation();
    event.currentTarget.setPointerCapture(event.pointerId);
    gestures += 1;
    drag.current = {
      ...{ id, plan, kind, pointerId: event.pointerId, from: pointOf(event), gesture: `drag ${gestures}` },
    };
    setDragging(true);
    onSelect(id);
  }

  function move(event: PointerEvent) {
    const current = drag.current;
    if (!current || current.pointerId !== event.pointerId) return;
    const { id, plan, from, kind, gesture } = current;
    const to = pointOf(event);
    const [dx, dy] = [to.x - from.x, to.y - from.y];
    if (kind === 'move') return onChange(id, movedTo(plan, plan.x + dx, plan.y + dy), gesture);
    const along = rotated(dx, dy, -plan.turn);
    onChange(id, resizedTo(plan, plan.width + along.x, plan.height + along.y), gesture);
  }

  function end(event: PointerEvent) {
    if (drag.current?.pointerId !== event.pointerId) return;
    drag.current = null;
    setDragging(false);
  }

  return { isDragging, start, handlers: { onPointerMove: move, onPointerUp: end, onPointerCancel: end } };
}
