'use client';
import { useId, useRef, useState } from 'react';
import { useTranslations } from 'use-intl';
import { isolate } from '@/i18n/isolate';
import type { KnownGuest } from '@/modules/reservations/answers';
import type { Reservation } from '@/modules/reservations/wire';
import { Button } from '@/ui/button';
import { ConfirmDialog } from '@/ui/confirm-dialog';
import { Form } from '@/ui/form';
import { Select } from '@/ui/select';
import { Sheet } from '@/ui/sheet';
import { TextArea } from '@/ui/text-area';
import { TextField } from '@/ui/text-field';
import { DayField } from '../booking/day-field';
import { GuestField } from '../booking/guest-field';
import { GuestFigures } from '../booking/guest-figures';
import { PartyField } from '../booking/party-field';
import { TableField } from '../booking/table-field';
import { TimeField } from '../booking/time-field';
import { useTableNames } from '../booking/use-table-names';
import { ConflictNotice } from './conflict-notice';
import { FormFailureNotice } from './form-failure';
import { type FormField, type FormValues, instantOf } from './form-model';
import { TagsField } from './tags-field';
import { type FormWrites, useReservationForm } from './use-reservation-form';
import { useVenueScreen } from './venue-context';

interface FormProps {
  row: Reservation | null;
  initial: FormValues;
  /** The initial values were typed in another form, and are saved nowhere. */
  typed?: boolean;
  writes: FormWrites;
  onClose: () => void;
  onDone: (row: Reservation) => void;
}

/** Creates a reservation, or edits `row`. What was typed is discarded only when the user confirms that. */
export function ReservationForm({ row, initial, typed = false, writes, onClose, onDone }: FormProps) {
  const t = useTranslations('reservas');
  const common = useTranslations('common');
  const { businessId, open, rules } = useVenueScreen();
  const namesOf = useTableNames(businessId);
  const formId = useId();
  const nameField = useRef<HTMLInputElement>(null);
  const [asks, setAsks] = useState(false);
  const [guest, setGuest] = useState<KnownGuest | null>(null);
  const form = useReservationForm({ row, initial, writes, onDone });
  const { values, set, errors, failure, busy, conflict, submit, reason, dirty } = form;

  const errorOf = (field: FormField) =>
    errors[field] ? t(`form.invalid.${errors[field] === 'skipped' ? 'skipped' : field}`) : undefined;
  const text = (field: Exclude<FormField, 'guestCount' | 'tags'>) => ({
    label: t(`fields.${field}`),
    value: values[field],
    onChange: (event: { target: { value: string } }) => set(field, event.target.value),
    error: errorOf(field),
  });
  const guestText = (field: 'customerName' | 'customerPhone') => ({
    label: t(`fields.${field}`),
    value: values[field],
    onValueChange: (value: string) => set(field, value),
    onGuest: row ? undefined : choose,
    error: errorOf(field),
  });

  function choose(known: KnownGuest) {
    setGuest(known);
    set('customerName', known.customerName);
    set('customerPhone', known.customerPhone);
    if (known.customerEmail) set('customerEmail', known.customerEmail);
    if (known.tags) set('tags', known.tags);
  }

  function close() {
    if (dirty || typed) setAsks(true);
    else onClose();
  }

  return (
    <Sheet
      open
      onOpenChange={(open) => !open && close()}
      placement="side"
      initialFocus={nameField}
      title={row ? t('form.edit') : t('form.create')}
      description={row ? `${isolate(row.customerName)} · ${row.code}` : undefined}
      footer={
        <>
          <Button onClick={close}>{common('cancel')}</Button>
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
                onCopy={() => open({ kind: 'create', initial: values, typed: true })}
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
        <GuestField
          {...guestText('customerName')}
          ref={nameField}
          autoComplete="off"
          autoCapitalize="words"
          maxLength={120}
          required
          className="col-span-2"
        />
        <GuestField
          {...guestText('customerPhone')}
          type="tel"
          inputMode="tel"
          autoComplete="off"
          aside={common('optional')}
          hint={t('form.phoneHint')}
          className="col-span-2"
        />
        {guest && guest.customerPhone === values.customerPhone && (
          <section aria-label={t('form.known.title')} className="col-span-2 rounded-control bg-sunken px-3 py-2">
            <GuestFigures guest={guest} />
          </section>
        )}
        <PartyField
          value={values.guestCount}
          onValueChange={(value) => set('guestCount', value)}
          error={errorOf('guestCount')}
          className="col-span-2"
        />
        <DayField
          value={values.day}
          onValueChange={(day) => set('day', day)}
          error={errorOf('day')}
          className="col-span-2"
        />
        <TimeField
          day={values.day}
          value={values.time}
          onValueChange={(time) => set('time', time)}
          error={errorOf('time')}
          className="col-span-2"
        />
        <TextArea {...text('notes')} maxLength={1000} aside={common('optional')} className="col-span-2" />
        <TagsField
          value={values.tags}
          onValueChange={(tags) => set('tags', tags)}
          error={errorOf('tags')}
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
        {namesOf ? (
          <TableField
            day={values.day}
            at={instantOf(values, rules, row ?? undefined)}
            party={values.guestCount}
            value={values.tableIds}
            own={initial.tableIds}
            namesOf={namesOf}
            onValueChange={(tableIds) => set('tableIds', tableIds)}
            className="col-span-2"
          />
        ) : (
          <TextField
            {...text('tableName')}
            autoComplete="off"
            maxLength={40}
            aside={common('optional')}
            className={row ? 'col-span-2' : ''}
          />
        )}
        {!row && (
          <Select
            label={t('fields.status')}
            value={values.status}
            onValueChange={(status) => set('status', status)}
            options={(['CONFIRMED', 'PENDING'] as const).map((value) => ({ value, label: t(`status.${value}`) }))}
          />
        )}
      </Form>
      <ConfirmDialog
        open={asks}
        onOpenChange={setAsks}
        title={t('form.discard.title')}
        body={t('form.discard.body')}
        cancelLabel={t('form.discard.goOn')}
        confirmLabel={t('form.discard.confirm')}
        onConfirm={onClose}
      />
    </Sheet>
  );
}
