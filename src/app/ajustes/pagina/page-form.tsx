'use client';
import { CircleAlert, Lock, RefreshCw } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import { LANGUAGES, LOCALES, type Locale } from '@/i18n/locale';
import type { BookingPage } from '@/modules/booking/answers';
import { Banner } from '@/ui/banner';
import { Button } from '@/ui/button';
import { Form } from '@/ui/form';
import { Select } from '@/ui/select';
import { SubmitButton } from '@/ui/submit-button';
import { TextArea } from '@/ui/text-area';
import { TextField } from '@/ui/text-field';
import { usePageForm } from './use-page-form';

interface PageFormProps {
  businessId: string;
  page: BookingPage;
  mayEdit: boolean;
  onChanged: () => Promise<void>;
}

/** What guests see on the page, and whether they can book. */
export function PageForm({ businessId, page, mayEdit, onChanged }: PageFormProps) {
  const t = useTranslations('booking.settings');
  const form = usePageForm(businessId, page, onChanged);
  const { fields, problems, edit, write } = form;
  const languageOf = (locale: Locale) => LANGUAGES[locale].name;
  return (
    <Form onSubmit={() => void form.save()} className="grid gap-8">
      {!mayEdit && <Banner icon={<Lock size={18} />}>{t('readOnly')}</Banner>}
      {form.isMet && (
        <Banner tone="warn" icon={<RefreshCw size={18} />}>
          {t('met')}
        </Banner>
      )}
      {form.failure && (
        <Banner role="alert" tone="bad" icon={<CircleAlert size={18} />}>
          {form.failure}
        </Banner>
      )}
      <Part title={t('state')} disabled={!mayEdit}>
        <Select
          label={t('state')}
          value={fields.open ? 'open' : 'closed'}
          options={(['closed', 'open'] as const).map((value) => ({ value, label: t(value) }))}
          onValueChange={(value) => edit({ open: value === 'open' })}
        />
        <TextField
          label={t('maxParty')}
          hint={t('maxPartyHint')}
          value={fields.maxParty}
          error={problems.maxParty ? t('maxPartyWrong') : undefined}
          inputMode="numeric"
          autoComplete="off"
          onChange={(event) => edit({ maxParty: event.target.value })}
        />
      </Part>
      {LOCALES.map((locale) => (
        <Part key={locale} title={t('texts', { language: languageOf(locale) })} disabled={!mayEdit}>
          <TextArea
            label={t('greeting')}
            hint={t('greetingHint')}
            lang={locale}
            maxLength={600}
            value={fields.greeting[locale] ?? ''}
            onChange={(event) => write('greeting', locale, event.target.value)}
          />
          <TextArea
            label={t('policy')}
            hint={t('policyHint')}
            lang={locale}
            rows={6}
            maxLength={4000}
            value={fields.policy[locale] ?? ''}
            onChange={(event) => write('policy', locale, event.target.value)}
          />
          <TextArea
            label={t('marketing')}
            hint={t('marketingHint')}
            lang={locale}
            maxLength={600}
            value={fields.marketing[locale] ?? ''}
            onChange={(event) => write('marketing', locale, event.target.value)}
          />
        </Part>
      ))}
      {page.policyVersion > 0 && (
        <p className="text-ink-soft text-sm">{t('version', { version: page.policyVersion })}</p>
      )}
      <Part title={t('deposit')} disabled={!mayEdit}>
        <TextField
          label={t('depositAmount')}
          hint={t('depositAmountHint')}
          maxLength={40}
          value={fields.depositAmount}
          autoComplete="off"
          onChange={(event) => edit({ depositAmount: event.target.value })}
        />
        {LOCALES.map((locale) => (
          <TextArea
            key={locale}
            label={t('depositText', { language: languageOf(locale) })}
            lang={locale}
            maxLength={600}
            value={fields.depositText[locale] ?? ''}
            onChange={(event) => write('depositText', locale, event.target.value)}
          />
        ))}
        <TextField
          label={t('depositUrl')}
          type="url"
          value={fields.depositUrl}
          error={problems.depositUrl ? t('depositUrlWrong') : undefined}
          autoComplete="off"
          onChange={(event) => edit({ depositUrl: event.target.value })}
        />
      </Part>
      {mayEdit && (
        <div className="flex flex-wrap gap-3">
          <SubmitButton variant="primary" busy={form.busy} disabled={!form.isDirty}>
            {t('save')}
          </SubmitButton>
          {form.isDirty && (
            <Button variant="quiet" onClick={form.discard}>
              {t('discard')}
            </Button>
          )}
        </div>
      )}
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
