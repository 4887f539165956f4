'use client';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { isolate } from '@/i18n/isolate';
import { type EntryChanges, waitlistApi } from '@/modules/waitlist/client/waitlist-api';
import type { WaitlistEntry } from '@/modules/waitlist/wire';
import { useErrorText } from '@/shell/use-error-text';
import { FormSheet } from '@/ui/form-sheet';
import { Segmented } from '@/ui/segmented';
import { Select } from '@/ui/select';
import { Stepper } from '@/ui/stepper';
import { TextField } from '@/ui/text-field';
import { toast } from '@/ui/toast';
import { changesOf } from '../ajustes/changes-of';

interface EntrySheetProps {
  businessId: string;
  /** Null for a party that is not on the list yet. */
  entry: WaitlistEntry | null;
  /** The business day that is current. */
  today: string;
  onClose: () => void;
}

type EntryFields = Required<EntryChanges>;

const SOURCES = ['WALK_IN', 'HOST'] as const;
/** Those in the form: whoever comes first, and whoever comes before them. */
const PRIORITIES = ['0', '5'] as const;
const NEW: EntryFields = { party: 2, priority: 0, name: '', phone: '', email: '', notes: '', from: '', until: '' };

/** Puts a party on the list, one that stands there or one that called, and changes what is known of it. */
export function EntrySheet({ businessId, entry, today, onClose }: EntrySheetProps) {
  const t = useTranslations('waitlist');
  const errorText = useErrorText();
  const [source, setSource] = useState<(typeof SOURCES)[number]>('WALK_IN');
  const [day, setDay] = useState(today);
  const [edits, setEdits] = useState<Partial<EntryFields>>({});
  const [isTried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const known = entry ? fieldsOf(entry) : NEW;
  const fields: EntryFields = { ...known, ...edits };
  const edit = (changes: Partial<EntryFields>) => setEdits((before) => ({ ...before, ...changes }));
  const name = fields.name.trim();
  const isTimed = (entry?.source ?? source) !== 'WALK_IN';
  const text = (field: 'name' | 'phone' | 'email' | 'notes' | 'from' | 'until') => ({
    label: t(`form.${field}`),
    value: fields[field],
    onChange: ({ target }: { target: { value: string } }) => edit({ [field]: target.value }),
  });

  async function send() {
    setTried(true);
    if (name === '') return;
    setBusy(true);
    setFailure(null);
    try {
      if (entry) await waitlistApi.update(businessId, entry, changesOf({ ...fields, name }, known));
      else {
        const { from, until, ...person } = fields;
        const later = isTimed ? { day, from, until } : {};
        await waitlistApi.create(businessId, { ...person, name, ...later, source });
      }
      toast.success(t(entry ? 'done.edit' : 'done.add', { name: isolate(name) }));
      onClose();
    } catch (error) {
      setFailure(errorText(error));
      setBusy(false);
    }
  }

  return (
    <FormSheet
      title={entry ? t('editTitle', { name: isolate(entry.customerName) }) : t('addTitle')}
      submitLabel={entry ? t('save') : t('submit')}
      busy={busy}
      failure={failure}
      onSubmit={() => void send()}
      onClose={onClose}
    >
      {!entry && (
        <Segmented
          label={t('form.source')}
          value={source}
          onValueChange={setSource}
          segments={SOURCES.map((value) => ({ value, label: t(`form.sources.${value}`) }))}
        />
      )}
      <TextField
        {...text('name')}
        error={isTried && name === '' ? t('form.nameMissing') : undefined}
        maxLength={120}
        autoComplete="off"
      />
      {entry?.state === 'OFFERED' ? (
        <p className="text-ink-soft text-sm">{t('form.partyKept', { count: entry.guestCount })}</p>
      ) : (
        <Stepper
          label={t('form.party')}
          value={fields.party}
          onValueChange={(party) => edit({ party })}
          decrementLabel={t('form.fewer')}
          incrementLabel={t('form.more')}
        />
      )}
      {isTimed && !entry && (
        <TextField
          label={t('form.day')}
          value={day}
          onChange={({ target }) => setDay(target.value)}
          type="date"
          min={today}
          required
        />
      )}
      {isTimed && (
        <div className="grid grid-cols-2 gap-3 *:min-w-0">
          <TextField {...text('from')} type="time" />
          <TextField {...text('until')} type="time" />
        </div>
      )}
      <TextField {...text('phone')} type="tel" inputMode="tel" maxLength={60} autoComplete="off" />
      <TextField {...text('email')} type="email" inputMode="email" maxLength={200} autoComplete="off" />
      <TextField {...text('notes')} maxLength={1000} autoComplete="off" />
      <Select
        label={t('form.priority')}
        value={fields.priority === 0 ? '0' : '5'}
        onValueChange={(chosen) => edit({ priority: Number(chosen) })}
        options={PRIORITIES.map((value) => ({ value, label: t(`form.priorities.${value}`) }))}
      />
    </FormSheet>
  );
}

function fieldsOf(entry: WaitlistEntry): EntryFields {
  const { guestCount: party, priority, customerName: name, customerPhone, customerEmail, notes } = entry;
  return {
    ...{ party, priority, name, phone: customerPhone ?? '', email: customerEmail ?? '', notes: notes ?? '' },
    ...{ from: entry.wishFrom ?? '', until: entry.wishUntil ?? '' },
  };
}
