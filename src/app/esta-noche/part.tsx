import type { ReactNode } from 'react';
import { ListFailed } from '@/shell/list-states';
import { Skeleton } from '@/ui/skeleton';

/** A list as `useCollection` reads it. */
interface Read<List> {
  readonly list: List | undefined;
  readonly error: Error | null;
  readonly isFetching: boolean;
  readonly readAgain: () => Promise<void>;
}

interface PartProps<List> {
  read: Read<List>;
  title: ReactNode;
  /** Says that the list could not be read. */
  failed: string;
  testId: string;
  /** At the end of the line of the title. */
  aside?: ReactNode;
  children: (list: List) => ReactNode;
}

/** One part of the screen, which waits and fails by itself. */
export function Part<List>({ read, title, failed, testId, aside, children }: PartProps<List>) {
  const { list, error, isFetching, readAgain } = read;
  return (
    <section data-testid={testId} className="min-w-0 overflow-hidden rounded-card bg-surface ring-1 ring-line">
      <div className="flex min-h-14 flex-wrap items-center justify-between gap-x-4 px-4 py-2 sm:px-5">
        <h2 className="display text-lg">{title}</h2>
        {aside}
      </div>
      {list ? (
        children(list)
      ) : error ? (
        <ListFailed title={failed} error={error} busy={isFetching} onRetry={() => void readAgain()} />
      ) : (
        <div className="px-4 pb-5 sm:px-5">
          <Skeleton className="h-16 w-full rounded-control" />
        </div>
      )}
    </section>
  );
}

export function Nothing({ children }: { children: ReactNode }) {
  return <p className="text-pretty px-4 pb-4 text-ink-soft text-sm sm:px-5">{children}</p>;
}
