'use client';
import Link from 'next/link';
import { useTranslations } from 'use-intl';
import { isolate } from '@/i18n/isolate';
import type { VenueRow } from '@/modules/monitor/answers';
import { Badge } from '@/ui/badge';
import { SideCard } from './side-card';

/** Every venue with its number of devices, those with problems first. */
export function VenueList({ venues }: { venues: readonly VenueRow[] }) {
  const t = useTranslations('monitor.venues');
  const sorted = [...venues].sort((a, b) => b.troubled - a.troubled || b.streams - a.streams);
  return (
    <SideCard title={t('title')}>
      <ul className="max-h-96 overflow-y-auto" data-testid="venue-list">
        {sorted.map(({ id, slug, name, streams, troubled }) => (
          <li
            key={id}
            className="relative flex items-center gap-3 border-line border-b px-5 py-3 last:border-0 hover:bg-hover"
          >
            <div className="min-w-0 grow">
              <Link
                href={`/monitor?local=${encodeURIComponent(slug)}`}
                aria-label={t('open', { name: isolate(name) })}
                className="block truncate font-semibold text-sm after:absolute after:inset-0"
              >
                {name}
              </Link>
              <p className="text-ink-soft text-sm">{t('streams', { count: streams })}</p>
            </div>
            {troubled > 0 && <Badge tone="warn">{t('troubled', { count: troubled })}</Badge>}
          </li>
        ))}
      </ul>
    </SideCard>
  );
}
