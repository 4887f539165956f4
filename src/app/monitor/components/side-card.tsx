import type { ReactNode } from 'react';

/** A list with a title, beside the devices. */
export function SideCard({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="min-w-0 overflow-hidden rounded-card bg-surface ring-1 ring-line">
      <h2 className="display border-line border-b px-5 py-4 text-lg">{title}</h2>
      {children}
    </section>
  );
}

export function Nothing({ text }: { text: string }) {
  return <p className="px-5 py-4 text-pretty text-ink-soft text-sm">{text}</p>;
}
