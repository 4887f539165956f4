'use client';
import { CircleAlert, Lock, RefreshCw } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import { LANGUAGES, LOCALES } from '@/i18n/locale';
import type { Settings } from '@/modules/settings/answers';
import { OFFER_POLICIES } from '@/modules/waitlist/rules';
import { Banner } from '@/ui/banner';
import { Button } from '@/ui/button';
import { ConfirmDialog } from '@/ui/confirm-dialog';
import { Form } from '@/ui/form';
import { Select } from '@/ui/select';
import { SubmitButton } from '@/ui/submit-button';
import { TextField } from '@/ui/text-field';
import { HOURS } from '../setup/setup-fields';
import { ZoneField } from '../setup/zone-field';
import { BrandFields } from './brand-fields';
import { CategoryFields } from './category-fields';
import { EffectList } from './effect-list';
import { KEPT_CHOICES, REMINDER_CHOICES } from './settings-fields';
import { useSettingsForm } from './use-settings-form';

const POLICIES = ['ALLOW', 'WARN', 'BLOCK'] as const;
const NONE = 'none';
const OFF = 'off';
/** With what another program has set. */
const reminderHours = (set: number | null) =>
  [...new Set([...REMINDER_CHOICES, ...(set === null ? [] : [set])])].sort((a, b) => a - b);
const clock = (hour: number) => `${String(hour).padStart(2, '0')}:00`;

interface SettingsFormProps {
  businessId: string;
  settings: Settings;
  mayEdit: boolean;
  /** IANA zones. */
  zones: readonly string[];
  onChanged: () => Promise<void>;
}

export function SettingsForm({ businessId, settings, mayEdit, zones, onChanged }: SettingsFormProps) {
  const t = useTranslations('settings');
  const setup = useTranslations('puerta.setup');
  const { form, fields, isDirty, isMet, isWrong, failure, busy, review, edit, submit, reset, ...asked } =
    useSettingsForm(businessId, settings, onChanged);
  const wrong = {
    ofSetup: (name: 'slug' | 'timeZone') => (isWrong(name) ? setup(`errors.${name}`) : undefined),
    own: (name: 'address' | 'capacity' | 'lateToleranceMinutes') => (isWrong(name) ? t(`invalid.${name}`) : undefined),
  };
  const days = (kept: keyof typeof KEPT_CHOICES) =>
    [...new Set<number>([...KEPT_CHOICES[kept], fields[kept]])]
      .sort((a, b) => a - b)
      .map((count) => ({ value: String(count), label: t('days', { count }) }));

  return (
    <Form ref={form} onSubmit={() => void submit()} className="grid gap-8">
      {!mayEdit && <Banner icon={<Lock size={18} />}>{t('readOnly')}</Banner>}
      {isMet && (
        <Banner tone="warn" icon={<RefreshCw size={18} />}>
          {t('met')}
        </Banner>
      )}
      {failure && (
        <Banner role="alert" tone="bad" icon={<CircleAlert size={18} />}>
          {failure}
        </Banner>
      )}
      <Part title={t('sections.place')} disabled={!mayEdit}>
        <TextField
          data-field="name"
          label={setup('venueName')}
          value={fields.name}
          error={isWrong('name') ? setup('errors.businessName') : undefined}
          autoComplete="organization"
          onChange={(event) => edit({ name: event.target.value })}
        />
        <TextField
          data-field="slug"
          label={setup('slug')}
          hint={setup('slugHint', { slug: fields.slug || setup('slugExample') })}
          value={fields.slug}
          error={wrong.ofSetup('slug')}
          autoCapitalize="none"
          autoComplete="off"
          spellCheck={false}
          onChange={(event) => edit({ slug: event.target.value })}
        />
        <TextField
          data-field="address"
          label={t('address')}
          hint={t('addressHint')}
          value={fields.address}
          error={wrong.own('address')}
          autoComplete="street-address"
          onChange={(event) => edit({ address: event.target.value })}
        />
        <Select
          label={t('locale')}
          hint={t('localeHint')}
          value={fields.locale ?? NONE}
          options={[
            { value: NONE, label: t('localeDefault') },
            ...LOCALES.map((value) => ({ value, label: LANGUAGES[value].name })),
          ]}
          onValueChange={(value) => edit({ locale: LOCALES.find((each) => each === value) ?? null })}
        />
      </Part>
      <Part title={t('sections.brand')} disabled={!mayEdit}>
        <BrandFields fields={fields} disabled={!mayEdit} isWrong={isWrong('accent')} edit={edit} />
      </Part>
      <Part title={t('sections.night')} disabled={!mayEdit}>
        <ZoneField
          zones={zones}
          value={fields.timeZone}
          error={wrong.ofSetup('timeZone')}
          onValueChange={(timeZone) => edit({ timeZone })}
        />
        <Select
          label={setup('cutoff')}
          hint={setup('cutoffHint', { hour: clock(fields.cutoffHour) })}
          value={String(fields.cutoffHour)}
          options={HOURS.map((hour) => ({ value: String(hour), label: clock(hour) }))}
          onValueChange={(hour) => edit({ cutoffHour: Number(hour) })}
        />
      </Part>
      <Part title={t('sections.people')} disabled={!mayEdit}>
        <TextField
          data-field="capacity"
          inputMode="numeric"
          label={t('capacity')}
          hint={t('capacityHint')}
          value={fields.capacity}
          error={wrong.own('capacity')}
          autoComplete="off"
          onChange={(event) => edit({ capacity: event.target.value })}
        />
        <Select
          label={t('policy')}
          value={fields.capacityPolicy}
          options={POLICIES.map((value) => ({ value, label: t(`policies.${value}`) }))}
          onValueChange={(capacityPolicy) => edit({ capacityPolicy })}
        />
        <Select
          label={t('occupancyPolicy')}
          hint={t('occupancyHint')}
          value={fields.occupancyPolicy}
          options={POLICIES.map((value) => ({ value, label: t(`occupancyPolicies.${value}`) }))}
          onValueChange={(occupancyPolicy) => edit({ occupancyPolicy })}
        />
        <CategoryFields
          names={fields.walkInCategories}
          disabled={!mayEdit}
          isWrong={isWrong('walkInCategories')}
          onNames={(walkInCategories) => edit({ walkInCategories })}
        />
        <Select
          label={t('waitlistOffers')}
          hint={t('waitlistHint')}
          value={fields.waitlistOffers}
          options={OFFER_POLICIES.map((value) => ({ value, label: t(`waitlistChoices.${value}`) }))}
          onValueChange={(waitlistOffers) => edit({ waitlistOffers })}
        />
        <TextField
          data-field="lateToleranceMinutes"
          inputMode="numeric"
          label={t('tolerance')}
          hint={t('toleranceHint')}
          value={fields.lateToleranceMinutes}
          error={wrong.own('lateToleranceMinutes')}
          autoComplete="off"
          onChange={(event) => edit({ lateToleranceMinutes: event.target.value })}
        />
        <Select
          label={t('reminder')}
          hint={t('reminderHint')}
          value={fields.reminderHours === null ? OFF : String(fields.reminderHours)}
          options={[
            { value: OFF, label: t('reminderOff') },
            ...reminderHours(fields.reminderHours).map((count) => ({
              value: String(count),
              label: t('reminderHours', { count }),
            })),
          ]}
          onValueChange={(value) => edit({ reminderHours: value === OFF ? null : Number(value) })}
        />
      </Part>
      <Part title={t('sections.access')} disabled={!mayEdit}>
        <Select
          label={t('requireFactor')}
          hint={t('requireFactorHint')}
          value={fields.requireSecondFactor ? 'yes' : 'no'}
          options={(['no', 'yes'] as const).map((value) => ({ value, label: t(`requireFactorChoices.${value}`) }))}
          onValueChange={(value) => edit({ requireSecondFactor: value === 'yes' })}
        />
      </Part>
      <Part title={t('sections.kept')} disabled={!mayEdit}>
        <Select
          label={t('nights')}
          hint={t('nightsHint')}
          value={String(fields.nights)}
          options={days('nights')}
          onValueChange={(nights) => edit({ nights: Number(nights) })}
        />
        <Select
          label={t('refusals')}
          value={String(fields.refusals)}
          options={days('refusals')}
          onValueChange={(refusals) => edit({ refusals: Number(refusals) })}
        />
        <Select
          label={t('contact')}
          hint={t('contactHint')}
          value={String(fields.contact)}
          options={days('contact')}
          onValueChange={(contact) => edit({ contact: Number(contact) })}
        />
        <Select
          label={t('notes')}
          hint={t('notesHint')}
          value={String(fields.notes)}
          options={days('notes')}
          onValueChange={(notes) => edit({ notes: Number(notes) })}
        />
      </Part>
      {mayEdit && (
        <div className="flex flex-wrap gap-3">
          <SubmitButton variant="primary" busy={busy} disabled={!isDirty}>
            {t('save')}
          </SubmitButton>
          {isDirty && <Button onClick={reset}>{t('discard')}</Button>}
        </div>
      )}
      <ConfirmDialog
        open={review !== null}
        onOpenChange={(opened) => !opened && asked.closeReview()}
        title={t('review.title')}
        body={review && <EffectList effects={review.effects} />}
        tone="primary"
        confirmLabel={t('review.confirm')}
        busy={busy}
        onConfirm={() => void asked.confirm()}
      />
    </Form>
  );
}

function Part({ title, disabled, children }: { title: string; disabled: boolean; children: ReactNode }) {
  return (
    <fieldset disabled={disabled} className="grid min-w-0 gap-5 rounded-card bg-surface p-5 ring-1 ring-line sm:p-6">
      <legend className="display float-left w-full text-lg">{title}</legend>
      {children}
    </fieldset>
  );
}
