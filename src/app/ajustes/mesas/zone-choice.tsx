import { useTranslations } from 'use-intl';
import type { Zone } from '@/modules/tables/wire';
import { Select } from '@/ui/select';

const NONE = 'none';

interface ZoneChoiceProps {
  zones: readonly Zone[];
  zoneId: string | null;
  onZone: (zoneId: string | null) => void;
}

/** The zone of tables; nothing to choose in a venue without zones. */
export function ZoneChoice({ zones, zoneId, onZone }: ZoneChoiceProps) {
  const t = useTranslations('layout.tables');
  if (zones.length === 0) return null;
  return (
    <Select
      label={t('zone')}
      value={zoneId ?? NONE}
      options={[
        ...zones.map(({ id, name: zone }) => ({ value: id, label: zone })),
        { value: NONE, label: t('noZone') },
      ]}
      onValueChange={(value) => onZone(value === NONE ? null : value)}
    />
  );
}
