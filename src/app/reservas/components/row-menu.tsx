'use client';
import { Ellipsis, History, Pencil, QrCode, Trash2 } from 'lucide-react';
import { memo } from 'react';
import { useTranslations } from 'use-intl';
import { isolate } from '@/i18n/isolate';
import { can } from '@/modules/access/context';
import type { Reservation } from '@/modules/reservations/wire';
import { nightBetween } from '@/modules/venues/business-day';
import { MenuHandle, MenuItem, MenuSeparator, MenuTrigger, SharedMenu } from '@/ui/menu';
import { mayChange } from './list-view';
import { useRowMoves } from './use-row-moves';
import { useVenueScreen } from './venue-context';

const rowMenu = new MenuHandle<Reservation>();

export function RowMenuTrigger({ row }: { row: Reservation }) {
  const t = useTranslations('reservas.row');
  return (
    <MenuTrigger
      handle={rowMenu}
      payload={row}
      aria-label={t('more', { name: isolate(row.customerName) })}
      className="relative inline-flex size-11 shrink-0 items-center justify-center rounded-control text-ink-soft hover:bg-hover hover:text-ink data-[popup-open]:bg-hover"
    >
      <Ellipsis aria-hidden size={20} />
    </MenuTrigger>
  );
}

/** All actions on a reservation. It shows only the moves that the status and the role allow. */
export const RowMenu = memo(function RowMenu() {
  const t = useTranslations('reservas');
  const { open, role, today } = useVenueScreen();
  const movesOf = useRowMoves();
  return (
    <SharedMenu handle={rowMenu}>
      {(row) => (
        <>
          {movesOf(row).map(({ key, label, Icon, run }) => (
            <MenuItem key={key} icon={<Icon aria-hidden size={18} />} onClick={run}>
              {label}
            </MenuItem>
          ))}
          {movesOf(row).length > 0 && <MenuSeparator />}
          {can(role, 'passes.read') && (
            <MenuItem icon={<QrCode aria-hidden size={18} />} onClick={() => open({ kind: 'qr', id: row.id })}>
              {t('row.qr')}
            </MenuItem>
          )}
          {can(role, 'reservations.write') && (
            <MenuItem icon={<Pencil aria-hidden size={18} />} onClick={() => open({ kind: 'edit', id: row.id })}>
              {t('row.edit')}
            </MenuItem>
          )}
          {can(role, 'history.read') && (
            <MenuItem icon={<History aria-hidden size={18} />} onClick={() => open({ kind: 'history', id: row.id })}>
              {t('row.history')}
            </MenuItem>
          )}
          {can(role, 'reservations.write') && mayChange(role, nightBetween(row.businessDay, today)) && (
            <>
              <MenuSeparator />
              <MenuItem
                tone="danger"
                icon={<Trash2 aria-hidden size={18} />}
                onClick={() => open({ kind: 'delete', id: row.id })}
              >
                {t('row.delete')}
              </MenuItem>
            </>
          )}
        </>
      )}
    </SharedMenu>
  );
});
