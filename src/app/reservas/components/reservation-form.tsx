'use client';
import { Moon } from 'lucide-react';
import { useId } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import { isolate } from '@/i18n/isolate';
import { addDays } from '@/modules/venues/business-day';
import type { Reservation } from '@/realtime/protocol/reservation';
import { Button } from '@/ui/button';
import { Form } from '@/ui/form';
import { Select } from '@/ui/select';
import { Sheet } from '@/ui/sheet';
import { Stepper } from '@/ui/stepper';
import { TextArea } from '@/ui/text-area';
import { TextField } from '@/ui/text-field';
import { ConflictNotice } from './conflict-notice';
import { FormFailureNotice } from './form-failure';
import { type FormField, type FormValues, isAfterMidnight } from './form-model';
import { type FormWrites, useReservationForm } from './use-reservation-form';
import { useVenueScreen } from './venue-context';

interface FormProps {
  row: Reservation | null;
  initial: FormValues;
  writes: FormWrites;
  onClose: () => void;
  onDone: (row: Reservation) => void;
}

export function ReservationForm({ row, initial, writes, onClose, onDone }: FormProps) {
  const t = useTranslations('reservas');
  const common = useTranslations('common');
  const format = useFormatter();
  const { rules, open } = useVenueScreen();
  const formId = useId();
  const form = useReservationForm({ row, initial, writes, onDone });
  const { values, set, errors, failure, busy, conflict, submit, reason } = form;

  const text = (field: Exclude<FormField, 'guestCount'>) => ({
    label: t(`form.${field}`),
    value: values[field],
    onChange: (event: { target: { value: string } }) => set(field, event.target.value),
    error: errors[field] ? t(`form.invalid.${errors[field] === 'skipped' ? 'skipped' : field}`) : undefined,
  });
  const night = values.day && values.time && isAfterMidnight(values.time, rules);
  const nightDate = night ? new Date(`${addDays(values.day, 1)}T12:00:00Z`) : null;

  return (
    <Sheet
      open
      onOpenChange={(open) => !open && onClose()}
      placement="side"
      title={row ? t('form.edit') : t('form.create')}
      description={row ? `${isolate(row.customerName)} · ${row.code}` : undefined}
      footer={
        <>
          <Button onClick={onClose}>{common('cancel')}</Button>
          <Button type="submit" form={formId} variant="primary" busy={busy} className="max-sm:grow sm:min-w-40">
            {row ? common('save') : t('form.submitCreate')}
          </Button>
        </>
      }
    >
      <Form id={formId} onSubmit={(form) => void submit(form)} className="grid grid-cols-2 gap-x-3 gap-y-5">
        {(failure || conflict) && (
          <div className="col-span-2">
            {failure && (
              <FormFailureNotice
                failure={failure}
                busy={busy}
                onCopy={() => open({ kind: 'create', initial: values })}
                onRestore={(id) => void form.restore(id)}
              />
            )}
            {conflict && (
              <ConflictNotice
                conflict={conflict}
                busy={busy}
                onKeepMine={() => void form.keepMine()}
                onUseCurrent={onClose}
              />
            )}
          </div>
        )}
        {reason !== null && (
          <TextField
            label={t('correct.reason')}
            hint={t('correct.body')}
            value={reason}
            onChange={(event) => form.setReason(event.target.value)}
            maxLength={200}
            required
            className="col-span-2"
          />
        )}
        <TextField
          {...text('customerName')}
          autoComplete="off"
          autoCapitalize="words"
          maxLength={120}
          required
          className="col-span-2"
        />
        <Stepper
          label={t('form.guestCount')}
          value={values.guestCount}
          onValueChange={(value) => set('guestCount', value)}
          decrementLabel={t('form.fewer')}
          incrementLabel={t('form.more')}
          error={errors.guestCount ? t('form.invalid.guestCount') : undefined}
          className="col-span-2"
        />
        <TextField {...text('day')} type="date" required />
        <TextField {...text('time')} type="time" required />
        {nightDate && (
          <p className="-mt-2 col-span-2 flex items-center gap-2 text-info-text text-sm">
            <Moon aria-hidden size={16} className="shrink-0" />
            {t('form.night', {
              time: values.time,
              date: format.dateTime(nightDate, { weekday: 'long', day: 'numeric', month: 'long' }),
            })}
          </p>
        )}
        <TextField
          {...text('customerPhone')}
          type="tel"
          inputMode="tel"
          autoComplete="off"
          aside={common('optional')}
          hint={t('form.phoneHint')}
          className="col-span-2"
        />
        <TextField
          {...text('customerEmail')}
          type="email"
          inputMode="email"
          autoComplete="off"
          aside={common('optional')}
          className="col-span-2"
        />
        <TextField
          {...text('tableName')}
          autoComplete="off"
          maxLength={40}
          aside={common('optional')}
          className={row ? 'col-span-2' : ''}
        />
        {!row && (
          <Select
            label={t('form.status')}
            value={values.status}
            onValueChange={(status) => set('status', status)}
            options={(['CONFIRMED', 'PENDING'] as const).map((value) => ({ value, label: t(`status.${value}`) }))}
          />
        )}
        <TextArea {...text('notes')} maxLength={1000} aside={common('optional')} className="col-span-2" />
      </Form>
    </Sheet>
  );
}
