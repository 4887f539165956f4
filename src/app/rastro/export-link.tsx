'use client';
import { Download } from 'lucide-react';
import { useTranslations } from 'use-intl';
import { daysBetween, MAX_EXPORT_DAYS } from '@/modules/trail/rules';
import type { TrailFilter } from '@/modules/trail/schema';
import { addDays, businessDayOf, type DayRules } from '@/modules/venues/business-day';
import { buttonClass } from '@/ui/button-class';

/** Without a first day, the export goes back this far from the last one. */
const USUAL_DAYS = 30;

/** Downloads what the filter lets through, as a table; without days, that of the last month. */
export function ExportLink({
  businessId,
  filter,
  rules,
}: {
  businessId: string;
  filter: TrailFilter;
  rules: DayRules;
}) {
  const t = useTranslations('trail.export');
  const to = filter.to ?? businessDayOf(new Date(), rules);
  const from = filter.from ?? addDays(to, 1 - USUAL_DAYS);
  if (daysBetween(from, to) >= MAX_EXPORT_DAYS) {
    return <p className="text-ink-soft text-sm">{t('tooLong', { days: MAX_EXPORT_DAYS })}</p>;
  }
  const given = Object.entries({ businessId, ...filter, from, to, use: 'sheet' });
  const query = new URLSearchParams(given.filter((entry): entry is [string, string] => entry[1] !== undefined));
  return (
    <a href={`/api/rastro/exportar?${query}`} download className={buttonClass({})} suppressHydrationWarning>
      <Download aria-hidden size={18} />
      <span className="contents">{t(filter.from || filter.to ? 'chosen' : 'lastMonth')}</span>
    </a>
  );
}
