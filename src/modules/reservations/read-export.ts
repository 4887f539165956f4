import { DEFAULT_LOCALE, LANGUAGES } from '@/i18n/locale';
import type { Context } from '@/modules/access/context';
import type { PiecedFile } from '@/platform/http/streamed-answer';
import { drawDayList } from './draw-day-list';
import { drawCsv, drawWorkbook } from './draw-table';
import { type DayTable, projectTable } from './project-table';
import { listReservations } from './reads';
import type { ExportInput } from './schema';

const TYPES = {
  csv: 'text/csv; charset=utf-8; header=present',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  pdf: 'application/pdf',
} as const satisfies Record<ExportInput['format'], string>;

/**
 * A day's reservations as a file, in the reader's language and with what they may see of each. Throws FORBIDDEN for a day that
 * the reader may not see.
 */
export async function readExport(ctx: Context, { day: asked, format }: ExportInput): Promise<PiecedFile> {
  const locale = ctx.request.locale ?? DEFAULT_LOCALE;
  const { day, reservations } = await listReservations(ctx, asked === undefined ? {} : { day: asked });
  const table = projectTable(reservations, { role: ctx.role, venue: ctx.venue, locale });
  const file = await draw(ctx, { day, table, format, locale });
  async function* pieces() {
    yield file;
  }
  return { contentType: TYPES[format], fileName: `${ctx.venue.slug}-${day}.${format}`, pieces: pieces() };
}

interface Drawn {
  readonly day: string;
  readonly table: DayTable;
  readonly format: ExportInput['format'];
  readonly locale: keyof typeof LANGUAGES;
}

async function draw({ venue, now }: Context, { day, table, format, locale }: Drawn): Promise<string | Uint8Array> {
  if (format === 'csv') return drawCsv(table);
  if (format === 'xlsx') return drawWorkbook(table, day);
  const made = new Intl.DateTimeFormat(LANGUAGES[locale].formats, {
    ...({ dateStyle: 'short', timeStyle: 'short' } as const),
    timeZone: venue.timeZone,
  }).format(now);
  return drawDayList({ venue: venue.name, day, table, made }, locale);
}
