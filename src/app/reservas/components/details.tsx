'use client';
import { History, Mail, MapPin, NotebookPen, Pencil, Phone, QrCode, ShieldCheck, Tag, Trash2 } from 'lucide-react';
import type { ReactNode } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import { can } from '@/modules/access/context';
import { announcedLateness, isOnTheWay } from '@/modules/reservations/rules';
import { type Reservation, UNREADABLE } from '@/modules/reservations/wire';
import { Button } from '@/ui/button';
import { IconButton } from '@/ui/icon-button';
import { Redraw } from '@/ui/redraw';
import { PartySize } from '../booking/party-size';
import { AttendanceControl } from './attendance-control';
import { DetailsMessages } from './details-messages';
import { mayChange } from './list-view';
import { StatusPill } from './status-pill';
import { Tags } from './tags';
import { Unreadable } from './unreadable';
import { useRowMoves } from './use-row-moves';
import { useNight, useVenueScreen } from './venue-context';

/** One reservation with all its data and all actions on it. */
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
  const { rules, role, slug, open } = useVenueScreen();
  const night = useNight(row);
  const announced = announcedLateness(row);
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
        {isOnTheWay(row) && <span className="font-semibold text-ok-text">{t('row.onWay')}</span>}
        {announced > 0 && (
          <span className="font-semibold text-info-text">{t('row.announced', { count: announced })}</span>
        )}
      </div>
      {(row.tags || row.notes) && (
        <dl className="grid gap-3 text-sm">
          {row.tags && <Line icon={<Tag size={18} />} label={t('fields.tags')} value={<Tags tags={row.tags} />} />}
          {row.notes && (
            <Line
              icon={<NotebookPen size={18} />}
              label={t('fields.notes')}
              value={<span className="whitespace-pre-line">{row.notes}</span>}
            />
          )}
        </dl>
      )}
      <AttendanceControl row={row} />
      <PartySize row={row} />
      <dl className="grid gap-3 text-sm">
        {row.tableName && <Line icon={<MapPin size={18} />} label={t('fields.tableName')} value={row.tableName} />}
        {row.customerPhone && (
          <Line
            icon={<Phone size={18} />}
            label={t('fields.customerPhone')}
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
            label={t('fields.customerEmail')}
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
      </dl>
      {(row.customerPhone || row.customerEmail) && can(role, 'privacy.manage') && (
        <a
          href={`/privacidad?local=${encodeURIComponent(slug)}&reserva=${encodeURIComponent(row.id)}`}
          className="-my-3 flex min-h-11 items-center gap-3 text-ink-soft text-sm underline decoration-line-strong underline-offset-4 hover:decoration-accent"
        >
          <ShieldCheck aria-hidden size={18} className="shrink-0 text-ink-faint" />
          <span>{t('details.privacy')}</span>
        </a>
      )}
      <div className="flex flex-wrap gap-2 empty:hidden">
        {moves.map(({ key, label, Icon, run }) => (
          <Button key={key} icon={<Icon aria-hidden size={18} />} onClick={run}>
            {label}
          </Button>
        ))}
      </div>
      {can(role, 'messages.manage') && <DetailsMessages row={row} />}
      <div className="-mx-2 flex items-center gap-1 border-line border-t pt-3 empty:hidden">
        {can(role, 'passes.read') && (
          <Button
            variant="quiet"
            icon={<QrCode aria-hidden size={18} />}
            onClick={() => open({ kind: 'qr', id: row.id })}
          >
            {t('row.qrShort')}
          </Button>
        )}
        {can(role, 'reservations.write') && (
          <Button
            variant="quiet"
            icon={<Pencil aria-hidden size={18} />}
            onClick={() => open({ kind: 'edit', id: row.id })}
          >
            {t('row.edit')}
          </Button>
        )}
        {can(role, 'history.read') && (
          <Button
            variant="quiet"
            icon={<History aria-hidden size={18} />}
            onClick={() => open({ kind: 'history', id: row.id })}
          >
            {t('row.history')}
          </Button>
        )}
        {can(role, 'reservations.write') && mayChange(role, night) && (
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
