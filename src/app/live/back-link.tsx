import { ChevronLeft } from 'lucide-react';
import Link from 'next/link';
import type { ReactNode } from 'react';

interface BackLinkProps {
  to: 'mensajes' | 'miembros' | 'reservas';
  /** Slug of the venue on screen. */
  venue: string;
  children: ReactNode;
}

/** Above a title: the way to the screen from which one comes. */
export function BackLink({ to, venue, children }: BackLinkProps) {
  return (
    <Link
      href={`/${to}?local=${encodeURIComponent(venue)}`}
      className="-ml-1 inline-flex min-h-11 items-center gap-1 font-semibold text-ink-soft text-sm hover:text-ink"
    >
      <ChevronLeft aria-hidden size={18} />
      {children}
    </Link>
  );
}
