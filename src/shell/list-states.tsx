'use client';
import { TriangleAlert } from 'lucide-react';
import { useTranslations } from 'use-intl';
import { ApiError } from '@/platform/browser/http';
import { Button } from '@/ui/button';
import { EmptyState } from '@/ui/empty-state';
import { Skeleton } from '@/ui/skeleton';
import { useErrorText } from './use-error-text';

const SKELETON_ROWS = ['w-40', 'w-56', 'w-32', 'w-48', 'w-44', 'w-36'];

export function ListLoading() {
  const t = useTranslations('common');
  return (
    <div role="status" className="overflow-hidden rounded-card bg-surface ring-1 ring-line">
      <span className="sr-only">{t('loading')}</span>
      {SKELETON_ROWS.map((width) => (
        <div key={width} className="flex items-center gap-5 border-line border-b px-4 py-4 last:border-0">
          <Skeleton className="h-5 w-11" />
          <Skeleton className={`h-5 max-w-[40%] ${width}`} />
          <Skeleton className="ml-auto h-5 w-20 max-sm:hidden" />
          <Skeleton className="h-7 w-24 rounded-full" />
        </div>
      ))}
    </div>
  );
}

interface ListFailedProps {
  error: Error;
  busy: boolean;
  onRetry: () => void;
  /** The name of what could not be read. */
  title: string;
}

export function ListFailed({ error, busy, onRetry, title }: ListFailedProps) {
  const common = useTranslations('common');
  const failed = useTranslations('failed');
  const errorText = useErrorText();
  const requestId = error instanceof ApiError ? error.requestId : null;
  return (
    <div role="alert">
      <EmptyState
        icon={<TriangleAlert size={28} />}
        title={title}
        body={
          <>
            <p>{errorText(error)}</p>
            {requestId && <p className="mt-2 break-all text-ink-faint">{failed('reference', { id: requestId })}</p>}
          </>
        }
        action={
          <Button variant="primary" busy={busy} onClick={onRetry}>
            {common('retry')}
          </Button>
        }
      />
    </div>
  );
}
