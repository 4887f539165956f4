import type { DayRules } from '@/modules/venues/business-day';
import type { WaitlistEntry } from '@/modules/waitlist/wire';
import { EntryRow } from './entry-row';
import type { Wait } from './use-waits';

interface EntryListProps {
  title: string;
  /** Said where nobody is in it. */
  empty?: string;
  entries: readonly WaitlistEntry[];
  businessId: string;
  rules: DayRules;
  venueName: string;
  mayWrite: boolean;
  /** The device's clock; null until the browser runs. */
  now: number | null;
  today: string | null;
  waits?: ReadonlyMap<string, Wait>;
  showDay?: boolean;
}

/** The parties of a night, whose turn comes first at the top. */
export function EntryList({ title, empty, entries, waits, ...shared }: EntryListProps) {
  return (
    <section className="grid gap-3">
      <h2 className="font-semibold text-lg first-letter:uppercase">{title}</h2>
      {entries.length === 0 ? (
        <p className="text-ink-soft">{empty}</p>
      ) : (
        <ol className="divide-y divide-line rounded-card bg-surface ring-1 ring-line">
          {entries.map((entry, place) => (
            <EntryRow key={entry.id} {...shared} entry={entry} place={place + 1} wait={waits?.get(entry.id)} />
          ))}
        </ol>
      )}
    </section>
  );
}
