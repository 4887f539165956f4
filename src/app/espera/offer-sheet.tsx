'use client';
import { useQuery } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import { isolate } from '@/i18n/isolate';
import type { DayRules } from '@/modules/venues/business-day';
import { waitlistApi } from '@/modules/waitlist/client/waitlist-api';
import { isWished } from '@/modules/waitlist/rules';
import type { WaitlistEntry } from '@/modules/waitlist/wire';
import { useErrorText } from '@/shell/use-error-text';
import { Button } from '@/ui/button';
import { ChipRadio } from '@/ui/chips';
import { GroupShell } from '@/ui/field-shell';
import { Form } from '@/ui/form';
import { Sheet } from '@/ui/sheet';
import { toast } from '@/ui/toast';
import { TableChips } from '../reservas/booking/table-chips';
import { useTableNames } from '../reservas/booking/use-table-names';

interface OfferSheetProps {
  entry: WaitlistEntry;
  businessId: string;
  rules: DayRules;
  onClose: () => void;
}

/** The times at which the party can have a table, the first one that it wishes chosen, and the tables that are free then. */
export function OfferSheet({ entry, businessId, rules, onClose }: OfferSheetProps) {
  const t = useTranslations('waitlist');
  const common = useTranslations('common');
  const errorText = useErrorText();
  const formId = useId();
  const namesOf = useTableNames(businessId);
  const [chosenAt, setChosenAt] = useState<string | null>(null);
  /** Of the time that is chosen; empty is the best that are free. */
  const [tableIds, setTableIds] = useState<readonly string[]>([]);
  const [busy, setBusy] = useState(false);
  const { data, error, refetch } = useQuery({
    queryKey: ['wait-times', businessId, entry.id, entry.version],
    queryFn: ({ signal }) => waitlistApi.times(businessId, entry, signal),
    gcTime: 0,
  });
  const slots = data?.slots.filter(({ at }) => new Date(at).getTime() > Date.now());
  const chosen =
    slots?.find(({ at }) => at === chosenAt) ?? slots?.find(({ at }) => isWished(entry, at, rules)) ?? slots?.[0];

  async function send({ at }: { readonly at: string }) {
    setBusy(true);
    try {
      await waitlistApi.offer(businessId, entry, at, tableIds.length > 0 ? tableIds : undefined);
      toast.success(t('done.offer', { name: isolate(entry.customerName) }));
      onClose();
    } catch (failure) {
      toast.error(errorText(failure));
      setTableIds([]);
      void refetch();
    }
    setBusy(false);
  }

  return (
    <Sheet
      open
      onOpenChange={(opened) => !opened && onClose()}
      title={t('offerTitle', { name: isolate(entry.customerName) })}
      description={t('offerLead', { count: entry.guestCount })}
      footer={
        <>
          <Button onClick={onClose}>{common('cancel')}</Button>
          <Button type="submit" form={formId} variant="primary" busy={busy} disabled={!chosen} className="max-sm:grow">
            {t('offer')}
          </Button>
        </>
      }
    >
      {error ? (
        <div className="grid gap-3">
          <p className="text-ink-soft">{errorText(error)}</p>
          <Button onClick={() => void refetch()}>{t('again')}</Button>
        </div>
      ) : slots === undefined ? (
        <p className="text-ink-soft">{t('loading')}</p>
      ) : chosen === undefined ? (
        <p className="text-ink-soft">{t('noTimes')}</p>
      ) : (
        <Form id={formId} onSubmit={() => void send(chosen)} className="grid gap-5 *:min-w-0">
          <Times
            slots={slots}
            at={chosen.at}
            timeZone={rules.timeZone}
            onAt={(at) => {
              setChosenAt(at);
              setTableIds([]);
            }}
          />
          {namesOf && chosen.options.some((option) => option.tableIds.length > 0) && (
            <TableChips
              label={t('offerTable')}
              none={t('bestTable')}
              value={tableIds}
              options={chosen.options.map((option) => option.tableIds)}
              namesOf={namesOf}
              onValueChange={setTableIds}
            />
          )}
        </Form>
      )}
    </Sheet>
  );
}

interface TimesProps {
  slots: readonly { readonly at: string }[];
  at: string;
  timeZone: string;
  onAt: (at: string) => void;
}

function Times({ slots, at: chosen, timeZone, onAt }: TimesProps) {
  const t = useTranslations('waitlist');
  const format = useFormatter();
  const name = useId();
  return (
    <GroupShell label={t('offerTime')}>
      <div className="grid max-h-64 grid-cols-4 gap-2 overflow-y-auto p-1 sm:grid-cols-6">
        {slots.map(({ at }) => (
          <ChipRadio key={at} name={name} checked={at === chosen} onChoose={() => onAt(at)}>
            {format.dateTime(new Date(at), { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })}
          </ChipRadio>
        ))}
      </div>
    </GroupShell>
  );
}
