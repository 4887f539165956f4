'use client';
import { useLayoutEffect } from 'react';
import { createPortal } from 'react-dom';
import { useFormatter, useTranslations } from 'use-intl';
import { dayStats } from '@/modules/reservations/stats';
import { type Reservation, ReservationStatus, UNREADABLE } from '@/modules/reservations/wire';
import { localTimeOf } from '@/modules/venues/business-day';
import { useDay } from './day-context';
import { NightSummary } from './night-summary';
import { STATUS_ICONS } from './status-pill';
import { Tags } from './tags';
import { useVenueScreen } from './venue-context';

/** Every reservation of the day, whatever filter the screen has, with a box to tick; a night that is over has its summary. */
export function PrintSheetPart({ venue }: { venue: string }) {
  const t = useTranslations('reservas');
  const format = useFormatter();
  const { live, day } = useDay();
  const { rules, today } = useVenueScreen();
  useLayoutEffect(() => {
    document.body.dataset.sheet = '';
    return () => {
      delete document.body.dataset.sheet;
    };
  }, []);
  const stats = live.stats ?? dayStats(live.reservas);
  const date = format.dateTime(new Date(`${day}T12:00:00Z`), {
    ...({ weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' } as const),
    timeZone: 'UTC',
  });
  const now = format.dateTime(new Date(), { dateStyle: 'short', timeStyle: 'short', timeZone: rules.timeZone });
  return createPortal(
    <section className="print-sheet" data-theme="light">
      <h1>{`${venue} · ${date}`}</h1>
      <p>
        {t('print.reservations', { count: stats.reservations, people: stats.guestsPlanned })}
        {' · '}
        {t('print.printed', { when: now })}
      </p>
      {day < today && <NightSummary day={day} arrived={stats.guestsArrived} />}
      <table className="print-list">
        <thead>
          <tr>
            <th scope="col">{t('print.arrived')}</th>
            <th scope="col">{t('fields.time')}</th>
            <th scope="col">{t('fields.customerName')}</th>
            <th scope="col">{t('fields.guestCount')}</th>
            <th scope="col">{t('fields.tableName')}</th>
            <th scope="col">{t('fields.status')}</th>
          </tr>
        </thead>
        <tbody>
          {live.reservas.map((row) => (
            <PrintedRow key={row.id} row={row} timeZone={rules.timeZone} />
          ))}
        </tbody>
      </table>
    </section>,
    document.body,
  );
}

function PrintedRow({ row, timeZone }: { row: Reservation; timeZone: string }) {
  const t = useTranslations('reservas');
  if (row.status === UNREADABLE)
    return (
      <tr>
        <td>
          <span className="print-box" />
        </td>
        <td colSpan={5}>{`${row.code} · ${t('unreadable')}`}</td>
      </tr>
    );
  const status = ReservationStatus.safeParse(row.status).data;
  const Icon = status && STATUS_ICONS[status];
  return (
    <tr data-status={row.status}>
      <td>
        <span className="print-box" />
      </td>
      <td>{localTimeOf(row.reservedAt, timeZone)}</td>
      <th scope="row">
        {row.customerName} <small>{row.code}</small>
        <Tags tags={row.tags} look="small" />
        {row.notes && <p>{row.notes}</p>}
      </th>
      <td>{t('print.people', { inside: row.scanCount, planned: row.guestCount })}</td>
      <td>{row.tableName}</td>
      <td>
        <span className="print-status">
          {Icon && <Icon aria-hidden size={13} strokeWidth={2.5} />}
          {t(`status.${status ?? 'unknown'}`)}
        </span>
      </td>
    </tr>
  );
}
