'use client';
import { Undo2 } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import { isolate } from '@/i18n/isolate';
import type { Import, OneImport } from '@/modules/imports/answers';
import { importsApi } from '@/modules/imports/client/imports-api';
import { useErrorText } from '@/shell/use-error-text';
import { Button } from '@/ui/button';
import { ConfirmDialog } from '@/ui/confirm-dialog';
import { toast } from '@/ui/toast';

interface ImportRowProps {
  row: Import;
  businessId: string;
  slug: string;
  timeZone: string;
  blocked: boolean;
  onChanged: () => Promise<void>;
}

/** A file that was brought in: how far it is, what became of it, and the way back. */
export function ImportRow({ row, businessId, slug, timeZone, blocked, onChanged }: ImportRowProps) {
  const t = useTranslations('files.import');
  const format = useFormatter();
  const errorText = useErrorText();
  const [isAsked, setAsked] = useState(false);
  const [busy, setBusy] = useState(false);
  const when = format.dateTime(new Date(row.createdAt), { dateStyle: 'medium', timeStyle: 'short', timeZone });
  const undo = async () => {
    setBusy(true);
    try {
      await importsApi.undo(businessId, row.id);
      setAsked(false);
      await onChanged();
    } catch (error) {
      toast.error(errorText(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <li className="grid gap-2 px-4 py-3.5 sm:px-5">
      <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2">
        <div className="min-w-0">
          <p className="break-words font-semibold">{row.fileName}</p>
          <p className="text-ink-soft text-sm">
            {row.by === null ? when : t('row.by', { when, name: isolate(row.by) })}
          </p>
        </div>
        {row.state === 'DONE' && row.created > 0 && (
          <Button icon={<Undo2 aria-hidden size={18} />} disabled={blocked} onClick={() => setAsked(true)}>
            {t('row.undo')}
          </Button>
        )}
      </div>
      <p className="text-sm" role="status">
        {t(`row.states.${row.state}`, { created: row.created, removed: row.removed, kept: row.kept })}
      </p>
      {(row.state === 'RUNNING' || row.state === 'UNDOING') && <Progress row={row} />}
      {row.state === 'DONE' && row.total > row.created && (
        <p className="text-ink-soft text-sm">
          {t('row.others', { same: row.same, past: row.past, invalid: row.invalid, failed: row.failed })}
        </p>
      )}
      {row.state === 'UNDONE' && row.kept > 0 && <Stays {...{ row, businessId, slug, timeZone }} />}
      <ConfirmDialog
        open={isAsked}
        onOpenChange={setAsked}
        title={t('row.confirmTitle')}
        body={t('row.confirmBody', { count: row.created })}
        confirmLabel={t('row.undo')}
        tone="danger"
        busy={busy}
        onConfirm={() => void undo()}
      />
    </li>
  );
}

function Progress({ row }: { row: Import }) {
  const t = useTranslations('files.import.row');
  const [done, of] =
    row.state === 'RUNNING'
      ? [row.created + row.same + row.failed + row.invalid + row.past, row.total]
      : [row.removed + row.kept, row.created];
  return (
    <progress
      aria-label={t('progress')}
      max={Math.max(1, of)}
      value={Math.min(done, of)}
      className="h-2 w-full accent-accent"
    />
  );
}

/** The reservations that stayed when the import was taken back. */
function Stays({ row, businessId, slug, timeZone }: Pick<ImportRowProps, 'row' | 'businessId' | 'slug' | 'timeZone'>) {
  const t = useTranslations('files.import.row');
  const format = useFormatter();
  const [stays, setStays] = useState<OneImport['stays']>([]);
  useEffect(() => {
    const gone = new AbortController();
    importsApi
      .get(businessId, row.id, gone.signal)
      .then((answer) => setStays(answer.stays))
      .catch(() => undefined);
    return () => gone.abort();
  }, [businessId, row.id]);
  return (
    <ul aria-label={t('stays')} className="flex flex-wrap gap-x-4 text-sm">
      {stays.map(({ id, customerName, reservedAt, businessDay }) => (
        <li key={id}>
          <a
            href={`/reservas?${new URLSearchParams({ local: slug, dia: businessDay })}`}
            className="inline-flex min-h-11 items-center text-accent-text underline underline-offset-2"
          >
            {`${isolate(customerName)} · ${format.dateTime(new Date(reservedAt), { dateStyle: 'medium', timeStyle: 'short', timeZone })}`}
          </a>
        </li>
      ))}
    </ul>
  );
}
