import { useTranslations } from 'use-intl';
import { Chips } from '@/ui/chips';

const STATES = ['on', 'off'] as const;

interface ActiveFieldProps {
  active: boolean;
  onActive: (active: boolean) => void;
}

/** Whether a row of the plan is in use. */
export function ActiveField({ active, onActive }: ActiveFieldProps) {
  const t = useTranslations('layout.form');
  return (
    <Chips
      label={t('use')}
      value={active ? 'on' : 'off'}
      chips={STATES.map((value) => ({ value, label: t(`uses.${value}`) }))}
      onValueChange={(value) => onActive(value === 'on')}
    />
  );
}
