import { Check, LogOut, RotateCcw, X } from 'lucide-react';
import type { ResultTone } from '../flow/door-outcome';

/** A shape for each answer, so that it can be recognised without colour: disc, triangle, stop sign, square, arch. */
export function ResultMark({ tone }: { tone: ResultTone | 'undone' | 'left' }) {
  const size = 'door-mark shrink-0 size-40 landscape:max-lg:size-32 lg:size-56';
  if (tone === 'warning') {
    return (
      <svg aria-hidden="true" viewBox="0 0 100 100" className={size}>
        <path d="M50 9 94 87H6Z" fill="currentColor" stroke="currentColor" strokeWidth="10" strokeLinejoin="round" />
        <path d="M50 36v24" stroke="var(--answer)" strokeWidth="10" strokeLinecap="round" />
        <circle cx="50" cy="76" r="6" fill="var(--answer)" />
      </svg>
    );
  }
  const Icon = ICONS[tone];
  return (
    <span className={`${size} grid place-items-center bg-(--answer-ink) ${SHAPES[tone]}`}>
      <Icon aria-hidden strokeWidth={3.4} className="size-2/3 text-(--answer)" />
    </span>
  );
}

const ICONS = { ok: Check, error: X, undone: RotateCcw, left: LogOut };

const SHAPES = {
  ok: 'rounded-full',
  error: '[clip-path:polygon(29%_0,71%_0,100%_29%,100%_71%,71%_100%,29%_100%,0_71%,0_29%)]',
  undone: 'rounded-[22%]',
  left: 'rounded-t-full rounded-b-[12%]',
};
