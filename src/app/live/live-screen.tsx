import clsx from 'clsx';
import type { ReactNode } from 'react';
import { AppShell } from '@/shell/app-shell';
import { ListFailed, ListLoading } from '@/shell/list-states';
import { ScreenBar } from '@/shell/screen-bar';
import type { ShellProps } from '@/shell/types';
import { ConnectionIndicator } from '@/ui/connection-indicator';
import type { UseRealtimeSyncResult } from '../reservas/hooks/useRealtimeSync';

/** A list as a hook reads it: not there before its first read. */
interface Read<List> {
  readonly list: List | undefined;
  readonly stream: UseRealtimeSyncResult;
  readonly live: boolean;
  readonly error: Error | null;
  readonly isFetching: boolean;
  readonly readAgain: () => Promise<void>;
}

const WIDTHS = {
  form: 'max-w-2xl gap-8',
  list: 'max-w-4xl gap-6 lg:px-8',
  wide: 'max-w-6xl gap-6 lg:px-8',
};

interface LiveScreenProps<List> {
  shell: ShellProps;
  read: Read<List>;
  title: string;
  lead: string;
  /** Says that the list could not be read. */
  failed: string;
  /** Beside the title. */
  actions?: ReactNode;
  /** Between the title and the list, also while that is read. */
  above?: ReactNode;
  below?: ReactNode;
  /** Above the title: the way to the screen from which one comes. */
  back?: ReactNode;
  /** A form is narrow: its lines have a comfortable length. */
  width?: keyof typeof WIDTHS;
  children: (list: List) => ReactNode;
}

/** A screen of one live list: whether it is live, its title, and the list in each of its states. */
export function LiveScreen<List>({ shell, read, width = 'list', children, ...texts }: LiveScreenProps<List>) {
  const { list, stream, live, error, isFetching, readAgain } = read;
  return (
    <AppShell
      {...shell}
      aside={
        <ScreenBar>
          <ConnectionIndicator
            available={stream.isRealtimeAvailable}
            status={live || !stream.isConnected ? stream.status : list ? 'reconnecting' : 'connecting'}
            freshness={stream.freshnessStore}
            reconnectAttempts={stream.reconnectAttempts}
            onReconnect={stream.reconnect}
          />
        </ScreenBar>
      }
    >
      <div className={clsx('mx-auto grid w-full clear-of-notices px-4 pt-6 *:min-w-0 sm:px-5', WIDTHS[width])}>
        <div className="flex flex-wrap items-end justify-between gap-4">
          <div>
            {texts.back}
            <h1 className="display text-2xl">{texts.title}</h1>
            <p className="mt-1 text-ink-soft text-sm">{texts.lead}</p>
          </div>
          {texts.actions}
        </div>
        {texts.above}
        {list ? (
          children(list)
        ) : error ? (
          <ListFailed title={texts.failed} error={error} busy={isFetching} onRetry={() => void readAgain()} />
        ) : (
          <ListLoading />
        )}
        {texts.below}
      </div>
    </AppShell>
  );
}
