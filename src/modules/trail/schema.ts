import * as z from 'zod';
import { Day, Id, Line, orAbsent } from '@/platform/input/fields';
import { daysBetween, MAX_EXPORT_DAYS } from './rules';

/** A position in the trail, as a page's `next` gives it: `{instant in microseconds}_{entry's id}`. */
const Position = Line(120).pipe(z.string().regex(/^\d{1,17}_[\w-]{1,64}$/));

const FILTER = {
  /** The account whose work is asked for, or `system` for what no account did. */
  person: orAbsent(Id),
  kind: orAbsent(Id),
  /** The id of one row. */
  row: orAbsent(Id),
  /** Business days, both included. */
  from: orAbsent(Day),
  to: orAbsent(Day),
};
const isOrdered = ({ from, to }: { from?: string | undefined; to?: string | undefined }) =>
  from === undefined || to === undefined || from <= to;
const ORDER = { message: 'from is after to', path: ['to'] };

/** GET /api/rastro */
export const TrailInput = z
  .strictObject({ ...FILTER, after: orAbsent(Position), limit: orAbsent(z.coerce.number().int().min(1).max(200)) })
  .refine(isOrdered, ORDER);
export type TrailInput = z.infer<typeof TrailInput>;
export type TrailFilter = Pick<TrailInput, 'person' | 'kind' | 'row' | 'from' | 'to'>;

/** GET /api/rastro/exportar: the dates are obligatory, so that nobody takes everything by mistake. */
export const ExportTrailInput = z
  .strictObject({
    ...FILTER,
    from: Day,
    to: Day,
    /** `sheet` begins the file with a byte order mark, by which Excel reads it as UTF-8. */
    use: orAbsent(z.enum(['sheet'])),
  })
  .refine(isOrdered, ORDER)
  .refine(({ from, to }) => daysBetween(from, to) < MAX_EXPORT_DAYS, {
    message: `at most ${MAX_EXPORT_DAYS} days`,
    path: ['to'],
  });
export type ExportTrailInput = z.infer<typeof ExportTrailInput>;
