'use client';
import { Download, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import type { PersonExport } from '@/modules/privacy/answers';
import { privacyApi } from '@/modules/privacy/client/privacy-api';
import { useErrorText } from '@/shell/use-error-text';
import { Button } from '@/ui/button';
import { ConfirmDialog } from '@/ui/confirm-dialog';
import { EmptyState } from '@/ui/empty-state';
import { toast } from '@/ui/toast';

interface HeldCardProps {
  businessId: string;
  timeZone: string;
  /** The guest as somebody typed them. */
  typed: string;
  held: PersonExport;
  /** Called with the number of reservations from which the guest was erased. */
  onErased: (count: number) => void;
}

/** What is held of a guest: to download, and to erase. */
export function HeldCard({ businessId, timeZone, typed, held, onErased }: HeldCardProps) {
  const t = useTranslations('privacy');
  const format = useFormatter();
  const errorText = useErrorText();
  const [asking, setAsking] = useState(false);
  const [busy, setBusy] = useState(false);
  const { reservations, imported, waits, invitations, messages } = held;

  if ([reservations, imported, waits, invitations, messages].every(({ length }) => length === 0))
    return <EmptyState title={t('nobody')} body={t('nobodyBody')} />;

  async function erase() {
    setBusy(true);
    try {
      const { reservations: count } = await privacyApi.erase(businessId, typed);
      setAsking(false);
      onErased(count);
    } catch (error) {
      toast.error(errorText(error));
      setBusy(false);
    }
  }

  const when = (at: unknown) =>
    typeof at === 'string'
      ? format.dateTime(new Date(at), { dateStyle: 'full', timeStyle: 'short', timeZone })
      : t('formerly');

  return (
    <section aria-labelledby="held" data-testid="held" className="rounded-card bg-surface ring-1 ring-line">
      <h2 id="held" className="display px-5 pt-5 text-lg sm:px-6">
        {t('held', { count: reservations.length })}
      </h2>
      <ul className="mt-3 divide-y divide-line">
        {reservations.map(({ reservationId, reservation, changes, events }) => (
          <li key={reservationId} className="px-5 py-3 sm:px-6">
            <p className="break-words font-semibold">
              {typeof reservation?.customerName === 'string' ? reservation.customerName : t('other')}
            </p>
            <p className="text-ink-soft text-sm">{when(reservation?.reservedAt)}</p>
            <p className="text-ink-faint text-sm">{t('entries', { count: changes.length + events.length })}</p>
          </li>
        ))}
        {imported.length > 0 && <li className="px-5 py-3 sm:px-6">{t('imported', { count: imported.length })}</li>}
        {waits.length > 0 && <li className="px-5 py-3 sm:px-6">{t('waits', { count: waits.length })}</li>}
        {invitations.length > 0 && (
          <li className="px-5 py-3 sm:px-6">{t('invitations', { count: invitations.length })}</li>
        )}
        {messages.length > 0 && <li className="px-5 py-3 sm:px-6">{t('messages', { count: messages.length })}</li>}
      </ul>
      <div className="flex flex-wrap gap-3 border-line border-t px-5 py-4 sm:px-6">
        <Button icon={<Download aria-hidden size={18} />} onClick={() => download(held)}>
          {t('download')}
        </Button>
        <Button variant="danger" icon={<Trash2 aria-hidden size={18} />} onClick={() => setAsking(true)}>
          {t('erase')}
        </Button>
      </div>
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title={t('eraseTitle')}
        body={t('eraseBody')}
        confirmLabel={t('eraseConfirm')}
        busy={busy}
        onConfirm={() => void erase()}
      />
    </section>
  );
}

/** As a file of JSON, whose name tells nothing of the guest. */
function download(held: PersonExport): void {
  const url = URL.createObjectURL(new Blob([JSON.stringify(held, null, 2)], { type: 'application/json' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = `aforo-${held.exportedAt.slice(0, 10)}.json`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
