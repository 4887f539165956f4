import { Users } from 'lucide-react';
import { useTranslations } from 'use-intl';
import { EmptyState } from '@/ui/empty-state';

/** In the place of the camera, on a phone that reads no passes. */
export function NoScanPart() {
  const t = useTranslations('puerta.device');
  return (
    <div data-testid="no-scan" className="grid min-h-64 grow place-items-center rounded-card bg-raised">
      <EmptyState icon={<Users size={28} />} title={t('noScan')} body={t('clicking')} />
    </div>
  );
}
