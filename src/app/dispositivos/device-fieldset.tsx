import { Check } from 'lucide-react';
import { useId } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import { PROFILES } from '@/modules/access/context';
import type { Gate } from '@/modules/gates/wire';
import { Button } from '@/ui/button';
import { Select } from '@/ui/select';
import { TextField } from '@/ui/text-field';
import { type DeviceForm, LIVES } from './use-device-form';

interface DeviceFieldsetProps {
  form: DeviceForm;
  gates: readonly Gate[];
  timeZone: string;
}

/** What a phone is called, what it is for, where it counts and until when. */
export function DeviceFieldset({ form, gates, timeZone }: DeviceFieldsetProps) {
  const t = useTranslations('devices');
  const profiles = useTranslations('puerta.profiles');
  const format = useFormatter();
  const group = useId();
  const { gateIds, end } = form;
  const offered = gates.filter(({ id, active }) => active || gateIds.includes(id));
  const until = end && format.dateTime(new Date(end), { timeZone, dateStyle: 'medium', timeStyle: 'short' });
  const lives = LIVES.filter((life) => life !== 'keep' || until !== null);
  const toggle = (id: string) =>
    form.setGateIds(gateIds.includes(id) ? gateIds.filter((each) => each !== id) : [...gateIds, id]);
  return (
    <>
      <TextField
        label={t('name')}
        hint={t('nameHint')}
        error={form.isNameMissing ? t('nameMissing') : undefined}
        maxLength={60}
        autoComplete="off"
        value={form.name}
        onChange={(event) => form.setName(event.target.value)}
      />
      <fieldset className="grid gap-2">
        <legend className="mb-1.5 font-medium text-ink text-sm">{t('profile')}</legend>
        {PROFILES.map((profile) => (
          <label key={profile} className="relative grid">
            <input
              type="radio"
              name={group}
              checked={form.profile === profile}
              onChange={() => form.setProfile(profile)}
              className="peer absolute inset-0 size-full cursor-pointer appearance-none rounded-control outline-none"
            />
            <span className="pointer-events-none grid gap-0.5 rounded-control border border-line-strong/70 bg-surface px-3 py-2.5 peer-checked:border-accent peer-checked:bg-accent-soft peer-checked:text-accent-text peer-focus-visible:outline-2 peer-focus-visible:outline-accent peer-focus-visible:outline-offset-1 forced-colors:peer-checked:bg-[Highlight] forced-colors:peer-checked:text-[HighlightText] forced-colors:peer-checked:[forced-color-adjust:none]">
              <span className="font-semibold text-sm">{profiles(`${profile}.name`)}</span>
              <span className="text-pretty text-sm">{profiles(`${profile}.body`)}</span>
            </span>
          </label>
        ))}
      </fieldset>
      <fieldset>
        <legend className="mb-1.5 font-medium text-ink text-sm">{t('gates')}</legend>
        <div className="flex flex-wrap gap-2">
          {offered.map(({ id, name }) => {
            const pressed = gateIds.includes(id);
            return (
              <Button
                key={id}
                aria-pressed={pressed}
                icon={pressed && <Check aria-hidden size={18} />}
                onClick={() => toggle(id)}
              >
                {name}
              </Button>
            );
          })}
        </div>
        <p className="mt-1.5 text-ink-soft text-sm">{t(offered.length > 0 ? 'gatesHint' : 'noGates')}</p>
      </fieldset>
      <Select
        label={t('life')}
        value={form.life}
        onValueChange={form.setLife}
        options={lives.map((value) => ({
          value,
          label: value === 'keep' ? t('lives.keep', { when: until ?? '' }) : t(`lives.${value}`),
        }))}
      />
    </>
  );
}
