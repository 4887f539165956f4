/** What is carried over the time line, and where it can be put down. The document is moved by hand here: nothing is drawn anew meanwhile. */
export interface Carried {
  readonly id: string;
  /** The table from whose line it was taken; null for a party without one. */
  readonly tableId: string | null;
  readonly from: number;
  readonly until: number;
  /** Whether its time can change, not only its table. */
  readonly mayChangeTime: boolean;
}

export interface Place {
  readonly at: number;
  readonly tableId: string;
}

/** What the carrier asks of the time line. Positions are pixels within its canvas. */
export interface Ground {
  readonly carriedOf: (id: string, tableId: string | null) => Carried | null;
  readonly xOf: (at: number) => number;
  readonly timeAt: (x: number) => number;
  readonly snap: (at: number) => number;
  readonly stepAt: (at: number) => number;
  readonly lineAt: (y: number) => Line | null;
  readonly lineOf: (tableId: string) => Line | null;
  /** The next table above or below; the first one for a party without a table. */
  readonly nextTable: (tableId: string | null, by: 1 | -1) => string | null;
  readonly textOf: (place: Place) => string;
  readonly drop: (carried: Carried, place: Place) => void;
  readonly giveUp: (carried: Carried) => void;
  readonly open: (id: string) => void;
  readonly book: (place: Place) => void;
}

interface Line {
  readonly tableId: string;
  readonly top: number;
  readonly height: number;
}

export interface Parts {
  /** Everything that can be taken is within. */
  readonly root: HTMLElement;
  readonly scroller: HTMLElement;
  readonly canvas: HTMLElement;
  /** The frame that shows where it would be put down, with its words. */
  readonly mark: HTMLElement;
  /** What is said to a screen reader. */
  readonly voice: HTMLElement;
}

/** Pixels that a mouse moves before it carries, and that a finger may move before it lets go. */
const SLACK = { mouse: 4, touch: 8 };
/** Milliseconds for which a finger rests on a party before it carries it. */
const HOLD_MS = 350;
/** Pixels from an edge at which the time line scrolls on. */
const EDGE = 44;

/** A carry that is under way. */
interface Way {
  readonly carried: Carried;
  readonly source: HTMLElement;
  /** Follows the pointer; the keyboard moves the mark alone. */
  readonly clone: HTMLElement | null;
  readonly start: { readonly x: number; readonly y: number };
  /** From the left edge of what is carried to the pointer. */
  readonly inset: number;
  pointer: { x: number; y: number };
  place: Place | null;
}

/** Lets people carry parties over the time line, by mouse, finger and keyboard. Returns the function that ends it. */
export function watchCarrying(parts: Parts, ground: () => Ground): () => void {
  const { root, scroller, canvas, mark, voice } = parts;
  let way: Way | null = null;
  let pressed: { source: HTMLElement; carried: Carried; x: number; y: number; id: number; type: string } | null = null;
  let hold: ReturnType<typeof setTimeout> | undefined;
  let frame = 0;
  let isClickSpent = false;

  const sourceOf = (target: EventTarget | null) =>
    target instanceof Element ? target.closest<HTMLElement>('[data-visit]') : null;
  const carriedOf = (source: HTMLElement) =>
    ground().carriedOf(source.dataset.visit ?? '', source.dataset.table || null);

  function point(place: Place | null): void {
    if (!way) return;
    const isSame = place?.at === way.place?.at && place?.tableId === way.place?.tableId;
    way.place = place;
    const line = place && ground().lineOf(place.tableId);
    mark.hidden = !line;
    if (!line || !place) return;
    const { from, until } = way.carried;
    mark.style.width = `${ground().xOf(until) - ground().xOf(from)}px`;
    mark.style.height = `${line.height}px`;
    mark.style.transform = `translate(${ground().xOf(place.at)}px, ${line.top}px)`;
    if (!isSame) mark.textContent = ground().textOf(place);
  }

  function begin(source: HTMLElement, carried: Carried, x: number, y: number, byPointer: boolean): void {
    const box = source.getBoundingClientRect();
    const clone = byPointer ? (source.cloneNode(true) as HTMLElement) : null;
    if (clone) {
      clone.removeAttribute('data-visit');
      clone.setAttribute('aria-hidden', 'true');
      clone.tabIndex = -1;
      Object.assign(clone.style, {
        ...{ position: 'fixed', left: `${box.left}px`, top: `${box.top}px`, width: `${box.width}px` },
        ...{ height: `${box.height}px`, zIndex: '40', pointerEvents: 'none', willChange: 'transform', opacity: '0.9' },
      });
      document.body.append(clone);
    }
    const inset = Math.min(x - box.left, ground().xOf(carried.until) - ground().xOf(carried.from));
    way = { carried, source, clone, start: { x, y }, inset, pointer: { x, y }, place: null };
    source.dataset.carried = '';
    root.dataset.carrying = '';
  }

  function end(): Way | null {
    const ended = way;
    clearTimeout(hold);
    cancelAnimationFrame(frame);
    pressed = null;
    if (!ended) return null;
    way = null;
    ended.clone?.remove();
    delete ended.source.dataset.carried;
    delete root.dataset.carrying;
    mark.hidden = true;
    return ended;
  }

  function follow(): void {
    if (!way) return;
    const { pointer, start, clone, carried, inset } = way;
    if (clone) clone.style.transform = `translate(${pointer.x - start.x}px, ${pointer.y - start.y}px)`;
    const seen = scroller.getBoundingClientRect();
    const isOver =
      pointer.x >= seen.left && pointer.x <= seen.right && pointer.y >= seen.top && pointer.y <= seen.bottom;
    const origin = canvas.getBoundingClientRect();
    const line = isOver ? ground().lineAt(pointer.y - origin.top) : null;
    const at = carried.mayChangeTime ? ground().snap(ground().timeAt(pointer.x - origin.left - inset)) : carried.from;
    point(line && { at, tableId: line.tableId });
  }

  function scrollOn(): void {
    if (!way?.clone) return;
    const { x, y } = way.pointer;
    const box = scroller.getBoundingClientRect();
    const push = (value: number, low: number, high: number) =>
      value < low + EDGE
        ? Math.max(-16, (value - low - EDGE) / 3)
        : value > high - EDGE
          ? Math.min(16, (value - high + EDGE) / 3)
          : 0;
    const [right, down] = [push(x, box.left, box.right), push(y, box.top, box.bottom)];
    const isNear = x > box.left - EDGE && x < box.right + EDGE && y > box.top - EDGE && y < box.bottom + EDGE;
    if (isNear && (right !== 0 || down !== 0)) {
      scroller.scrollBy(right, down);
      follow();
    }
    frame = requestAnimationFrame(scrollOn);
  }

  function take(): void {
    if (!pressed) return;
    const { source, carried, x, y, id } = pressed;
    pressed = null;
    begin(source, carried, x, y, true);
    try {
      root.setPointerCapture(id);
    } catch {
      // The finger is gone already.
    }
    frame = requestAnimationFrame(scrollOn);
  }

  function down(event: PointerEvent): void {
    isClickSpent = false;
    const source = sourceOf(event.target);
    if (!source || event.button !== 0 || !event.isPrimary) return;
    const carried = carriedOf(source);
    if (!carried) return;
    end();
    pressed = { source, carried, x: event.clientX, y: event.clientY, id: event.pointerId, type: event.pointerType };
    if (event.pointerType === 'touch') hold = setTimeout(take, HOLD_MS);
  }

  function move(event: PointerEvent): void {
    if (pressed) {
      const far = Math.hypot(event.clientX - pressed.x, event.clientY - pressed.y);
      if (pressed.type === 'touch') {
        if (far > SLACK.touch) {
          clearTimeout(hold);
          pressed = null;
        }
      } else if (far > SLACK.mouse) take();
    }
    if (!way?.clone) return;
    way.pointer = { x: event.clientX, y: event.clientY };
    follow();
  }

  function up(): void {
    const ended = end();
    if (!ended?.clone) return;
    isClickSpent = true;
    finish(ended);
  }

  function finish({ carried, place }: Way): void {
    const isMoved = place && (place.at !== carried.from || place.tableId !== carried.tableId);
    if (isMoved) ground().drop(carried, place);
    else ground().giveUp(carried);
  }

  /** The focus stays with a party that the keyboard has put down, which is drawn in another line a moment later. */
  function focusOn(id: string, tableId: string, tries = 30): void {
    const bar = [...canvas.querySelectorAll<HTMLElement>('[data-visit]')].find(
      ({ dataset }) => dataset.visit === id && dataset.table === tableId,
    );
    if (bar) bar.focus({ preventScroll: true });
    else if (tries > 0) requestAnimationFrame(() => focusOn(id, tableId, tries - 1));
  }

  function cancel(): void {
    const ended = end();
    if (ended) ground().giveUp(ended.carried);
  }

  /** The arrow keys move a party that has the focus; Enter puts it down, Escape gives up. */
  function press(event: KeyboardEvent): void {
    const source = sourceOf(event.target);
    if (!source || event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.key === 'Enter' && way && !way.clone) {
      event.preventDefault();
      const ended = end();
      if (ended) finish(ended);
      if (ended?.place) focusOn(ended.carried.id, ended.place.tableId);
      return;
    }
    const arrow = ARROWS[event.key];
    if (!arrow) return;
    const carried = way?.carried ?? carriedOf(source);
    if (!carried) return;
    event.preventDefault();
    if (!way) begin(source, carried, 0, 0, false);
    step(arrow);
  }

  function step({ right = 0, down: below = 0 }: { right?: 1 | -1 | 0; down?: 1 | -1 | 0 }): void {
    if (!way) return;
    const { carried } = way;
    const from = way.place ?? { at: carried.from, tableId: carried.tableId ?? '' };
    const tableId =
      below === 0 ? from.tableId || ground().nextTable(null, 1) : ground().nextTable(from.tableId || null, below);
    if (!tableId) return;
    const shift = right === 0 || !carried.mayChangeTime ? 0 : right * ground().stepAt(from.at);
    const at = shift === 0 ? from.at : ground().snap(from.at + shift);
    point({ at: at === from.at ? from.at + shift : at, tableId });
    voice.textContent = mark.textContent;
    const line = ground().lineOf(tableId);
    if (line) showLine(line, ground().xOf(at));
  }

  /** Scrolls so far that the place is in sight. */
  function showLine({ top, height }: Line, x: number): void {
    const [low, high] = [scroller.scrollTop + EDGE, scroller.scrollTop + scroller.clientHeight];
    if (top < low) scroller.scrollTop = top - EDGE;
    else if (top + height > high) scroller.scrollTop = top + height - scroller.clientHeight;
    const [left, right] = [scroller.scrollLeft + 2 * EDGE, scroller.scrollLeft + scroller.clientWidth - 2 * EDGE];
    if (x < left || x > right) scroller.scrollLeft = Math.max(0, x - scroller.clientWidth / 2);
  }

  function click(event: MouseEvent): void {
    if (isClickSpent) {
      isClickSpent = false;
      event.preventDefault();
      event.stopPropagation();
      return;
    }
    const source = sourceOf(event.target);
    if (source) {
      ground().open(source.dataset.visit ?? '');
      return;
    }
    if (event.target !== canvas && !(event.target instanceof Element && event.target.hasAttribute('data-empty')))
      return;
    const origin = canvas.getBoundingClientRect();
    const line = ground().lineAt(event.clientY - origin.top);
    if (line) ground().book({ at: ground().timeAt(event.clientX - origin.left), tableId: line.tableId });
  }

  /** Wherever the focus is, since a pointer carries without it. */
  function leave(event: KeyboardEvent): void {
    if (event.key !== 'Escape' || !way) return;
    event.preventDefault();
    event.stopPropagation();
    cancel();
  }

  const keep = (event: TouchEvent) => way?.clone && event.cancelable && event.preventDefault();
  const still = (event: Event) => (way?.clone || pressed?.type === 'touch') && event.preventDefault();
  const blur = () => way && !way.clone && cancel();
  const lost = () => {
    clearTimeout(hold);
    pressed = null;
    if (way?.clone) cancel();
  };
  const listeners = [
    ['pointerdown', down],
    ['pointermove', move],
    ['pointerup', up],
    ['pointercancel', lost],
    ['keydown', press],
    ['click', click],
    ['contextmenu', still],
    ['dragstart', still],
    ['focusout', blur],
  ] as [string, EventListener][];
  for (const [type, listener] of listeners) root.addEventListener(type, listener, type === 'click');
  root.addEventListener('touchmove', keep as EventListener, { passive: false });
  window.addEventListener('keydown', leave, true);
  return () => {
    end();
    for (const [type, listener] of listeners) root.removeEventListener(type, listener, type === 'click');
    root.removeEventListener('touchmove', keep as EventListener);
    window.removeEventListener('keydown', leave, true);
  };
}

const ARROWS: Record<string, { right?: 1 | -1; down?: 1 | -1 } | undefined> = {
  ArrowLeft: { right: -1 },
  ArrowRight: { right: 1 },
  ArrowUp: { down: -1 },
  ArrowDown: { down: 1 },
};
