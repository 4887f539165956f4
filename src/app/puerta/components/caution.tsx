import { TriangleAlert } from 'lucide-react';

/** A warning that the person at the door must read before they admit a guest. */
export function Caution({ children }: { children: string }) {
  return (
    <p
      role="status"
      className="flex items-center gap-3 rounded-control bg-warn-soft px-4 py-3 font-semibold text-warn-text"
    >
      <TriangleAlert aria-hidden size={22} className="shrink-0" />
      {children}
    </p>
  );
}
