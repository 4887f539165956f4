'use client';
import { History, Mail, MapPin, NotebookPen, Pencil, Phone, QrCode, Trash2 } from 'lucide-react';
import type { ReactNode } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import { type Reservation, UNREADABLE } from '@/realtime/protocol/reservation';
import { Button } from '@/ui/button';
import { IconButton } from '@/ui/icon-button';
import { Redraw } from '@/ui/redraw';
import { AttendanceControl } from './attendance-control';
import { mayChange } from './list-view';
import { StatusPill } from './status-pill';
import { Unreadable } from './unreadable';
import { useRowMoves } from './use-row-moves';
import { useNight, useVenueScreen } from './venue-context';

/** One reservation in full, with everything that can be done to it. */
export function Details({ row }: { row: Reservation }) {
  const neutral = <Unreadable row={row} />;
  if (row.status === UNREADABLE) return neutral;
  return (
    <Redraw fallback={neutral} version={row}>
      <ReadableDetails row={row} />
    </Redraw>
  );
}

function ReadableDetails({ row }: { row: Reservation }) {
  const t = useTranslations('reservas');
  const format = useFormatter();
  const { rules, role, open } = useVenueScreen();
  const night = useNight(row);
  const moves = useRowMoves()(row);
  const at = format.dateTime(new Date(row.reservedAt), {
    timeZone: rules.timeZone,
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    hour: '2-digit',
    minute: '2-digit',
  });
  return (
    <div className="grid gap-6">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2 text-ink-soft text-sm">
        <StatusPill status={row.status} />
        <span className="first-letter:uppercase">{at}</span>
      </div>
      <AttendanceControl row={row} />
      <dl className="grid gap-3 text-sm">
        {row.tableName && <Line icon={<MapPin size={18} />} label={t('form.tableName')} value={row.tableName} />}
        {row.customerPhone && (
          <Line
            icon={<Phone size={18} />}
            label={t('form.customerPhone')}
            value={
              <a
                href={`tel:${row.customerPhone}`}
                className="tabular-nums underline decoration-line-strong underline-offset-4 hover:decoration-accent"
              >
                {row.customerPhone}
              </a>
            }
          />
        )}
        {row.customerEmail && (
          <Line
            icon={<Mail size={18} />}
            label={t('form.customerEmail')}
            value={
              <a
                href={`mailto:${row.customerEmail}`}
                className="break-all underline decoration-line-strong underline-offset-4 hover:decoration-accent"
              >
                {row.customerEmail}
              </a>
            }
          />
        )}
        {row.notes && (
          <Line
            icon={<NotebookPen size={18} />}
            label={t('form.notes')}
            value={<span className="whitespace-pre-line">{row.notes}</span>}
          />
        )}
      </dl>
      <div className="flex flex-wrap gap-2 empty:hidden">
        {moves.map(({ key, label, Icon, run }) => (
          <Button key={key} icon={<Icon aria-hidden size={18} />} onClick={run}>
            {label}
          </Button>
        ))}
      </div>
      <div className="-mx-2 flex items-center gap-1 border-line border-t pt-3">
        <Button
          variant="quiet"
          icon={<QrCode aria-hidden size={18} />}
          onClick={() => open({ kind: 'qr', id: row.id })}
        >
          {t('row.qrShort')}
        </Button>
        <Button
          variant="quiet"
          icon={<Pencil aria-hidden size={18} />}
          onClick={() => open({ kind: 'edit', id: row.id })}
        >
          {t('row.edit')}
        </Button>
        <Button
          variant="quiet"
          icon={<History aria-hidden size={18} />}
          onClick={() => open({ kind: 'history', id: row.id })}
        >
          {t('row.history')}
        </Button>
        {mayChange(role, night) && (
          <IconButton
            label={t('row.delete')}
            icon={<Trash2 aria-hidden size={18} />}
            onClick={() => open({ kind: 'delete', id: row.id })}
            className="ml-auto"
          />
        )}
      </div>
    </div>
  );
}

function Line({ icon, label, value }: { icon: ReactNode; label: string; value: ReactNode }) {
  return (
    <div className="flex gap-3">
      <dt className="shrink-0 text-ink-faint">
        <span aria-hidden>{icon}</span>
        <span className="sr-only">{label}</span>
      </dt>
      <dd className="min-w-0 text-ink">{value}</dd>
    </div>
  );
}
