'use client';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { type NewVenue, settingsApi } from '@/modules/settings/client/settings-api';
import { isSlug, isTimeZone } from '@/modules/venues/rules';
import { useErrorText } from '@/shell/use-error-text';
import { Button } from '@/ui/button';
import { FormSheet } from '@/ui/form-sheet';
import { Select } from '@/ui/select';
import { TextField } from '@/ui/text-field';
import { HOURS, suggestSlug } from '../setup/setup-fields';
import { ZoneField } from '../setup/zone-field';

const clock = (hour: number) => `${String(hour).padStart(2, '0')}:00`;

interface AnotherVenueProps {
  businessId: string;
  zones: readonly string[];
  /** That of this venue, which the new one most likely shares. */
  timeZone: string;
}

/** Makes another venue of the same owner, and opens it. */
export function AnotherVenue(props: AnotherVenueProps) {
  const t = useTranslations('settings.another');
  const [open, setOpen] = useState(false);
  return (
    <section aria-labelledby="otro-local" className="rounded-card bg-surface p-5 ring-1 ring-line sm:p-6">
      <h2 id="otro-local" className="display text-lg">
        {t('title')}
      </h2>
      <p className="mt-1 mb-5 text-ink-soft text-sm">{t('lead')}</p>
      <Button icon={<Plus aria-hidden size={18} />} onClick={() => setOpen(true)}>
        {t('open')}
      </Button>
      {open && <VenueSheet {...props} onClose={() => setOpen(false)} />}
    </section>
  );
}

function VenueSheet({ businessId, zones, timeZone, onClose }: AnotherVenueProps & { onClose: () => void }) {
  const t = useTranslations('settings.another');
  const setup = useTranslations('puerta.setup');
  const errorText = useErrorText();
  const [venue, setVenue] = useState<NewVenue>({ name: '', slug: '', timeZone, cutoffHour: 4 });
  const [ownSlug, setOwnSlug] = useState(false);
  const [isSent, setSent] = useState(false);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const change = (changes: Partial<NewVenue>) => setVenue((current) => ({ ...current, ...changes }));
  const wrong = {
    businessName: venue.name.trim() === '',
    slug: !isSlug(venue.slug),
    timeZone: !isTimeZone(venue.timeZone),
  };
  const errorOf = (name: keyof typeof wrong) => (isSent && wrong[name] ? setup(`errors.${name}`) : undefined);

  async function send() {
    setSent(true);
    setFailure(null);
    if (Object.values(wrong).includes(true)) return;
    setBusy(true);
    try {
      const { slug } = await settingsApi.createVenue(businessId, { ...venue, name: venue.name.trim() });
      // A full page load, because a new venue needs another stream, cache and set of permissions.
      window.location.assign(`/reservas?local=${encodeURIComponent(slug)}`);
    } catch (error) {
      setFailure(errorText(error));
      setBusy(false);
    }
  }

  return (
    <FormSheet
      title={t('title')}
      description={t('lead')}
      submitLabel={t('submit')}
      busy={busy}
      failure={failure}
      onSubmit={() => void send()}
      onClose={onClose}
    >
      <TextField
        label={setup('venueName')}
        value={venue.name}
        error={errorOf('businessName')}
        autoComplete="off"
        onChange={(event) => {
          const name = event.target.value;
          change({ name, ...(ownSlug ? {} : { slug: suggestSlug(name) }) });
        }}
      />
      <TextField
        label={setup('slug')}
        hint={setup('slugHint', { slug: venue.slug || setup('slugExample') })}
        value={venue.slug}
        error={errorOf('slug')}
        autoCapitalize="none"
        autoComplete="off"
        spellCheck={false}
        onChange={(event) => {
          setOwnSlug(event.target.value !== '');
          change({ slug: event.target.value });
        }}
      />
      <ZoneField
        zones={zones}
        value={venue.timeZone}
        error={errorOf('timeZone')}
        onValueChange={(zone) => change({ timeZone: zone })}
      />
      <Select
        label={setup('cutoff')}
        hint={setup('cutoffHint', { hour: clock(venue.cutoffHour) })}
        value={String(venue.cutoffHour)}
        options={HOURS.map((hour) => ({ value: String(hour), label: clock(hour) }))}
        onValueChange={(hour) => change({ cutoffHour: Number(hour) })}
      />
    </FormSheet>
  );
}
