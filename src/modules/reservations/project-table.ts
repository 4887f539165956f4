import type { Locale } from '@/i18n/locale';
import { MESSAGES } from '@/i18n/messages';
import { type Context, can } from '@/modules/access/context';
import { localDateOf, localTimeOf } from '@/modules/venues/business-day';
import { instantsOnBusinessDay, offsetTextAt } from '@/modules/venues/wall-clock';
import { type Reservation, ReservationStatus, type Tag } from './wire';

/** The columns of a day's file, in their order. */
const COLUMNS = [
  ...(['date', 'time', 'customerName', 'guestCount', 'status', 'arrived', 'tableName'] as const),
  ...(['customerPhone', 'customerEmail', 'tags', 'notes', 'code'] as const),
] as const;
export type TableColumn = (typeof COLUMNS)[number];

/** Columns that nobody sees without the permission to read personal data. */
const PERSONAL: ReadonlySet<TableColumn> = new Set(['customerPhone', 'customerEmail', 'notes']);

/** A day's reservations as a table of words and numbers. */
export interface DayTable {
  readonly columns: readonly TableColumn[];
  readonly heads: readonly string[];
  readonly rows: readonly (readonly (string | number)[])[];
}

type Reader = Pick<Context, 'role' | 'venue'> & { readonly locale: Locale };

/** What a reader may see of reservations, in their language and by the venue's clock; a time that occurs twice has its offset. */
export function projectTable(reservations: readonly Reservation[], { role, venue, locale }: Reader): DayTable {
  const texts = MESSAGES[locale].files.columns;
  const personal = can(role, 'reservations.read-personal');
  const columns = COLUMNS.filter((column) => personal || !PERSONAL.has(column));
  return {
    columns,
    heads: columns.map((column) => texts[column]),
    rows: reservations.map((row) => {
      const cells = cellsOf(row, { venue, locale });
      return columns.map((column) => cells[column]);
    }),
  };
}

function cellsOf(row: Reservation, { venue, locale }: Omit<Reader, 'role'>): Record<TableColumn, string | number> {
  const { status, tags } = MESSAGES[locale].reservas;
  const known = ReservationStatus.safeParse(row.status).data;
  return {
    date: localDateOf(row.reservedAt, venue.timeZone),
    time: shownTime(row, venue),
    customerName: row.customerName,
    guestCount: row.guestCount,
    status: status[known ?? 'unknown'],
    arrived: row.scanCount,
    tableName: row.tableName ?? '',
    customerPhone: row.customerPhone ?? '',
    customerEmail: row.customerEmail ?? '',
    tags: (row.tags ?? []).map((tag) => tags[tag as Tag]).join(', '),
    notes: row.notes ?? '',
    code: row.code,
  };
}

function shownTime({ reservedAt, businessDay }: Reservation, venue: Reader['venue']): string {
  const time = localTimeOf(reservedAt, venue.timeZone);
  const isTwice = instantsOnBusinessDay(businessDay, time, venue).length > 1;
  return isTwice ? `${time} ${offsetTextAt(reservedAt, venue.timeZone)}` : time;
}
