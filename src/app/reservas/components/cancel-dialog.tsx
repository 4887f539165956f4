'use client';
import { useEffect, useRef, useState } from 'react';
import { useTranslations } from 'use-intl';
import { isolate } from '@/i18n/isolate';
import type { Reservation } from '@/modules/reservations/wire';
import { Button } from '@/ui/button';
import { Form } from '@/ui/form';
import { Sheet } from '@/ui/sheet';
import { TextField } from '@/ui/text-field';
import { useVenueScreen } from './venue-context';

const REASONS = ['guest', 'silent', 'ours'] as const;

/** Asks why a reservation is cancelled: one tap on a reason cancels it, since its notice can undo that. */
export function CancelDialog({ row, onClose }: { row: Reservation; onClose: () => void }) {
  const t = useTranslations('reservas.cancel');
  const move = useTranslations('reservas.move');
  const { actions } = useVenueScreen();
  /** Another reason, as it is typed; null while one of the buttons is enough. */
  const [other, setOther] = useState<string | null>(null);
  const [missing, setMissing] = useState(false);
  const [busy, setBusy] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  const isTyped = other !== null;
  useEffect(() => {
    if (isTyped) field.current?.focus();
  }, [isTyped]);

  async function cancel(reason: string) {
    setBusy(true);
    if (await actions.move(row, { status: 'CANCELLED' }, reason)) return onClose();
    setBusy(false);
  }

  function cancelForOther() {
    const given = other?.trim() ?? '';
    setMissing(given === '');
    if (given === '') return field.current?.focus();
    void cancel(given);
  }

  return (
    <Sheet
      open
      onOpenChange={(open) => !open && onClose()}
      title={t('title', { name: isolate(row.customerName) })}
      description={t('body')}
    >
      {!isTyped ? (
        <div className="grid gap-2">
          {REASONS.map((reason) => (
            <Button key={reason} size="lg" disabled={busy} onClick={() => void cancel(t(`reasons.${reason}`))}>
              {t(`reasons.${reason}`)}
            </Button>
          ))}
          <Button size="lg" disabled={busy} onClick={() => setOther('')}>
            {t('other')}
          </Button>
        </div>
      ) : (
        <Form onSubmit={cancelForOther} className="grid gap-4">
          <TextField
            ref={field}
            label={t('reason')}
            value={other}
            onChange={(event) => setOther(event.target.value)}
            error={missing ? t('missing') : undefined}
            maxLength={200}
          />
          <Button type="submit" variant="danger" size="lg" busy={busy}>
            {move('CANCELLED')}
          </Button>
        </Form>
      )}
    </Sheet>
  );
}
