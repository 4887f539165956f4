import { useTranslations } from 'use-intl';
import { LatePlace } from '@/ui/late-place';
import { lateComponent } from '@/ui/later';
import type { RecentListProps } from './recent-list-part';

const Scans = lateComponent<RecentListProps>(
  () => import('./recent-list-part').then(({ RecentListPart }) => RecentListPart),
  ({ waiting }) => <LatePlace waiting={waiting} className="min-h-16" />,
);

/** What this device scanned: nothing at first. */
export function RecentList(props: RecentListProps) {
  const t = useTranslations('puerta.recent');
  if (props.entries.length === 0) return <p className="px-1 py-6 opacity-85">{t('empty')}</p>;
  return <Scans {...props} />;
}
