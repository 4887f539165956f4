/** What a column of a file can hold. */
export const FIELDS = [
  ...(['date', 'time', 'customerName', 'guestCount', 'customerPhone', 'customerEmail'] as const),
  ...(['tableName', 'notes', 'tags', 'status'] as const),
] as const;
export type Field = (typeof FIELDS)[number];

/** Which column, from 0, holds what. */
export type Columns = Readonly<Partial<Record<Field, number>>>;

/** What each row must say; the time may stand in the column of the date. */
export const NEEDED = ['date', 'customerName', 'guestCount'] as const satisfies Field[];

export const FILE = {
  bytes: 5 * 1024 * 1024,
  inflated: 64 * 1024 * 1024,
  rows: 20_000,
  columns: 60,
  cell: 4_000,
} as const;

/** Why a file is refused as a whole. */
export const REFUSALS = [
  'unreadable',
  'old-excel',
  'encrypted',
  'inflated',
  'rows',
  'columns',
  'empty',
  'missing',
] as const;
export type Refusal = (typeof REFUSALS)[number];

/** `new` becomes a reservation; `same` is one already, in the venue or earlier in the file; `past` is of a night that is over. */
export const FATES = ['new', 'same', 'past', 'invalid'] as const;
export type Fate = (typeof FATES)[number];

/** What becomes of the table that a new row names: it gets it, it is not free for it then, or the venue has none of that name. */
export const TABLE_FATES = ['given', 'taken', 'unknown'] as const;
export type TableFate = (typeof TABLE_FATES)[number];

/** Why a row is invalid. */
export const REASONS = [
  ...(['name', 'party', 'date', 'time', 'skipped', 'repeated', 'year', 'phone', 'email'] as const),
  ...(['table', 'notes', 'tags', 'status'] as const),
] as const;
export type Reason = (typeof REASONS)[number];

/** Which of day and month comes first where a date has only numbers. */
export const DATE_ORDERS = ['dmy', 'mdy'] as const;
export type DateOrder = (typeof DATE_ORDERS)[number];

/** A word without accents, spaces and signs, for comparing. */
export function plainWord(text: string): string {
  return text
    .normalize('NFD')
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '');
}

/** Other names of columns, as `plainWord` writes them; those of the export are in i18n. */
const ALIASES: Readonly<Record<Field, readonly string[]>> = {
  date: [
    'dia',
    'day',
    'fechareserva',
    'reservationdate',
    'bookingdate',
    'fechayhora',
    'datetime',
    'dateandtime',
    'when',
    'datum',
  ],
  time: ['horario', 'horareserva', 'starttime', 'bookingtime', 'start', 'inicio'],
  customerName: [
    'cliente',
    'customer',
    'guest',
    'guestname',
    'nombrecompleto',
    'fullname',
    'titular',
    'huesped',
    'invitado',
    'nombreyapellidos',
    'client',
  ],
  guestCount: [
    'pax',
    'comensales',
    'covers',
    'guests',
    'party',
    'partysize',
    'numpersonas',
    'cantidad',
    'size',
    'grupo',
    'invitados',
    'ndepersonas',
  ],
  customerPhone: ['telefono', 'tel', 'movil', 'celular', 'mobile', 'phonenumber', 'whatsapp', 'contacto'],
  customerEmail: ['correo', 'mail', 'emailaddress', 'correoelectronico'],
  tableName: ['mesas', 'tables', 'tablename', 'ubicacion'],
  notes: ['nota', 'note', 'comentario', 'comentarios', 'comments', 'observaciones', 'remarks', 'peticiones'],
  tags: ['etiqueta', 'tag', 'labels'],
  status: ['estadoreserva', 'bookingstatus', 'state'],
};

/** Which column holds what, by the heads of a file and the names that the export gives the columns. Each column is used once. */
export function guessColumns(heads: readonly string[], names: readonly Readonly<Record<Field, string>>[]): Columns {
  const words = heads.map(plainWord);
  const found: Partial<Record<Field, number>> = {};
  for (const field of FIELDS) {
    const known = [...names.map((each) => plainWord(each[field])), plainWord(field), ...ALIASES[field]];
    const at = words.findIndex((word, i) => known.includes(word) && !Object.values(found).includes(i));
    if (at >= 0) found[field] = at;
  }
  return found;
}

/** The fields that no column holds and every row needs. */
export function missingFields(columns: Columns): Field[] {
  return NEEDED.filter((field) => columns[field] === undefined);
}
