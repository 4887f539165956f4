import clsx from 'clsx';
import type { ReactNode } from 'react';
import { EmptyState } from '@/ui/empty-state';
import { Logo } from '@/ui/logo';
import { Facade } from './facade';

interface EntryFrameProps {
  claim: string;
  title: string;
  lead: string;
  /** The form of the page has more than two fields. */
  long?: boolean;
  children: ReactNode;
}

/** A page outside of every venue: a form beside the façade. */
export function EntryFrame({ claim, title, lead, long = false, children }: EntryFrameProps) {
  return (
    <div
      className={clsx(
        'grid min-h-dvh',
        long ? 'lg:grid-cols-[minmax(0,1fr)_minmax(0,1.15fr)]' : 'lg:grid-cols-[minmax(0,1.15fr)_minmax(0,1fr)]',
      )}
    >
      <Facade claim={claim} />
      <main className="flex flex-col justify-center px-6 py-10 sm:px-12 lg:px-16">
        <div className={clsx('mx-auto w-full lg:mx-0', long ? 'max-w-lg' : 'max-w-sm')}>
          <Logo className={clsx('mb-10', !long && 'lg:mb-14')} />
          <h1 className="display text-3xl">{title}</h1>
          <p className="mt-2 mb-8 text-ink-soft">{lead}</p>
          {children}
        </div>
      </main>
    </div>
  );
}

/** What a link shows that opens nothing: used, ended, withdrawn or unknown. */
export function ClosedLink({ icon, title, body }: { icon: ReactNode; title: string; body: string }) {
  return (
    <main className="grid min-h-dvh place-items-center">
      <EmptyState heading="h1" icon={icon} title={title} body={body} />
    </main>
  );
}
