/** A venue's name in addresses: lower-case letters, digits and single hyphens. Lengths in characters. */
export const SLUG = { shortest: 2, longest: 40, form: /^[a-z0-9]+(-[a-z0-9]+)*$/ } as const;

export function isSlug(text: string): boolean {
  return text.length >= SLUG.shortest && text.length <= SLUG.longest && SLUG.form.test(text);
}

/** Whether it is an IANA zone in the calendar of this machine. */
export function isTimeZone(name: string): boolean {
  try {
    // The calendar accepts an offset such as +05:00, but an offset has no daylight saving.
    return /^[A-Za-z]/.test(name) && Boolean(new Intl.DateTimeFormat('en', { timeZone: name }));
  } catch {
    return false;
  }
}

/** The latest hour of the morning at which a business day may end. */
export const LATEST_CUTOFF = 12;

/** After how many minutes a party may at the latest be shown as late. */
/** Hours. */
export const LONGEST_REMINDER = 168;
export const LONGEST_TOLERANCE = 240;

export const LARGEST_CAPACITY = 100_000;

/** A venue's own names for people without a reservation: how many, and of how many characters. */
export const MAX_CATEGORIES = 8;
export const LONGEST_CATEGORY = 24;

/** A logo as it is stored: PNG or JPEG, which every mail program shows. Bytes, and pixels of its longer side. */
export const LOGO = { bytes: 40_000, side: 512 } as const;

/**
 * For how many days a venue keeps rows of each class, counted from the night; `usual` unless it says otherwise. The
 * database itself refuses to delete ledger or audit rows that are younger than a year.
 */
export const KEPT_DAYS = {
  /**
   * Whole nights: reservations with passes, ledger, refused scans and audit. Three seasons can be compared; disputes
   * end earlier.
   */
  nights: { least: 366, most: 3 * 365, usual: 3 * 365 },
  /** Refused scans, which are consulted while a night is still discussed. */
  refusals: { least: 7, most: 180, usual: 180 },
  /**
   * Who the guests were: names, phones, e-mails and tags. Whoever comes once a year is still known. Nothing of a night is
   * left after the night itself is removed.
   */
  contact: { least: 30, most: 3 * 365, usual: 2 * 365 },
  /** Free text about guests: notes, and the reasons of changes. */
  notes: { least: 30, most: 3 * 365, usual: 365 },
} as const;
export type KeptClass = keyof typeof KEPT_DAYS;
