'use client';
import { Minus, Plus } from 'lucide-react';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { can } from '@/modules/access/context';
import type { Reservation } from '@/modules/reservations/wire';
import { IconButton } from '@/ui/icon-button';
import { mayChange } from '../components/list-view';
import { useNight, useVenueScreen } from '../components/venue-context';

/** How many people are planned, changed by one at once. Nothing for a member who may not change it. */
export function PartySize({ row }: { row: Reservation }) {
  const t = useTranslations('reservas.details');
  const { actions, role } = useVenueScreen();
  const night = useNight(row);
  const [busy, setBusy] = useState(false);
  if (!can(role, 'reservations.write') || !mayChange(role, night)) return null;

  async function change(by: number) {
    // A second tap waits for the first one: both would be for the same version.
    if (busy) return;
    setBusy(true);
    await actions.resizeParty(row, row.guestCount + by);
    setBusy(false);
  }

  return (
    <fieldset aria-label={t('size')} aria-busy={busy} className="flex items-center justify-between gap-3">
      <p className="text-sm">{t('planned', { count: row.guestCount })}</p>
      <div className="flex gap-2">
        <IconButton
          label={t('oneLess')}
          variant="outline"
          icon={<Minus aria-hidden size={18} />}
          disabled={row.guestCount <= 1}
          onClick={() => void change(-1)}
        />
        <IconButton
          label={t('oneMore')}
          variant="outline"
          icon={<Plus aria-hidden size={18} />}
          onClick={() => void change(1)}
        />
      </div>
    </fieldset>
  );
}
