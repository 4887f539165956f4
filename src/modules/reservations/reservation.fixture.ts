import { Reservation } from './wire';

type OptionalText = {
  [F in keyof Reservation]: null extends Reservation[F] ? (string extends Reservation[F] ? F : never) : never;
}[keyof Reservation];

const EXAMPLE: Reservation = Reservation.parse({
  ...{ id: 'r1', code: 'K7M2QX', customerName: 'Inés', guestCount: 4, status: 'CONFIRMED', scanCount: 0, version: 7 },
  ...{ reservedAt: '2026-11-22T02:00:00.000Z', businessDay: '2026-11-21', createdAt: '2026-11-20T12:00:00.000Z' },
});

/** A complete reservation as routes and events show it. A field that may be null is null unless `fields` gives it. */
export function reservationOf(fields: Partial<Reservation> = {}): Reservation {
  return { ...EXAMPLE, ...fields };
}

/** `value` for every text of a reservation that may be null, whatever fields there are. */
export function eachOptionalText<T>(value: T): Record<OptionalText, T> {
  const fields = Object.keys(EXAMPLE) as (keyof Reservation)[];
  const texts = fields.filter((field) => EXAMPLE[field] === null && Reservation.shape[field].parse('text') === 'text');
  return Object.fromEntries(texts.map((field) => [field, value])) as Record<OptionalText, T>;
}
