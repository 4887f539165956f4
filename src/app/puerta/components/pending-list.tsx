import { Hourglass } from 'lucide-react';
import { useTranslations } from 'use-intl';
import { Button } from '@/ui/button';
import type { PendingCount } from '../flow/count-queue';

/** Scans that no server has answered yet; each is sent until one does. */
export function PendingList({
  pending,
  onDiscard,
}: {
  pending: readonly PendingCount[];
  onDiscard: (nonce: string) => void;
}) {
  const t = useTranslations('puerta');
  if (pending.length === 0) return null;
  return (
    <ul className="mb-3 flex flex-col gap-2">
      {pending.map(({ job }) => (
        <li key={job.nonce} className="flex min-h-16 items-center gap-3 rounded-card bg-warn-soft px-3 text-warn-text">
          <Hourglass aria-hidden size={24} className="shrink-0" />
          <span className="min-w-0 grow">
            <span className="block truncate font-semibold">{job.label || t('recent.unknown')}</span>
            <span className="block text-sm">{t('wait.people', { count: job.increment })}</span>
          </span>
          <Button variant="quiet" className="min-h-14 text-warn-text" onClick={() => onDiscard(job.nonce)}>
            {t('wait.discard')}
          </Button>
        </li>
      ))}
    </ul>
  );
}
