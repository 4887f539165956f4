'use client';
import { Combobox } from '@base-ui/react/combobox';
import { Check, ChevronDown } from 'lucide-react';
import { useId } from 'react';
import { useTranslations } from 'use-intl';
import { controlClass, describedBy, FieldShell } from '@/ui/field-shell';

interface ZoneFieldProps {
  zones: readonly string[];
  value: string;
  error: string | undefined;
  onValueChange: (zone: string) => void;
}

const shown = (zone: string) => zone.replaceAll('_', ' ');

/** Selects a time zone; the user finds it by typing a city. */
export function ZoneField({ zones, value, error, onValueChange }: ZoneFieldProps) {
  const t = useTranslations('puerta.setup');
  const id = useId();
  return (
    <FieldShell id={id} label={t('timeZone')} hint={t('timeZoneHint')} error={error}>
      <Combobox.Root
        items={zones}
        value={value}
        itemToStringLabel={shown}
        onValueChange={(zone: string | null) => zone !== null && onValueChange(zone)}
      >
        <div className="relative">
          <Combobox.Input
            id={id}
            data-field="timeZone"
            // Its label is hidden from screen readers while the list is open.
            aria-label={t('timeZone')}
            autoComplete="off"
            spellCheck={false}
            aria-invalid={error ? true : undefined}
            aria-describedby={describedBy(id, { hint: true, error })}
            className={`${controlClass} pr-12`}
          />
          <Combobox.Trigger
            aria-label={t('timeZoneOpen')}
            className="absolute inset-y-0 right-0 grid w-11 place-items-center text-ink-faint"
          >
            <ChevronDown aria-hidden size={18} />
          </Combobox.Trigger>
        </div>
        <Combobox.Portal>
          <Combobox.Positioner sideOffset={6} className="z-60">
            <Combobox.Popup className="w-(--anchor-width) rounded-control bg-raised p-1 text-ink shadow-lift ring-1 ring-line">
              <Combobox.Empty className="px-3 text-ink-soft text-sm not-empty:py-3">{t('timeZoneNone')}</Combobox.Empty>
              <Combobox.List className="max-h-72 overflow-y-auto">
                {(zone: string) => (
                  <Combobox.Item
                    key={zone}
                    value={zone}
                    className="flex min-h-11 items-center justify-between gap-3 rounded-lg px-3 text-sm data-[highlighted]:bg-hover"
                  >
                    {shown(zone)}
                    <Combobox.ItemIndicator render={<Check aria-hidden size={16} className="text-accent-text" />} />
                  </Combobox.Item>
                )}
              </Combobox.List>
            </Combobox.Popup>
          </Combobox.Positioner>
        </Combobox.Portal>
      </Combobox.Root>
    </FieldShell>
  );
}
