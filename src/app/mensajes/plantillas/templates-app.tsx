'use client';
import { CircleAlert } from 'lucide-react';
import { useState } from 'react';
import { useLocale, useTranslations } from 'use-intl';
import { BackLink } from '@/app/live/back-link';
import { livePage } from '@/app/live/live-page';
import { LiveScreen } from '@/app/live/live-screen';
import { useLiveList } from '@/app/live/use-live-list';
import { LANGUAGES, LOCALES, type Locale } from '@/i18n/locale';
import { TEMPLATES } from '@/modules/messages/client/template-list';
import { TEMPLATE_KINDS, type TemplateKind } from '@/modules/messages/rules';
import { Banner } from '@/ui/banner';
import { Chips } from '@/ui/chips';
import { Select } from '@/ui/select';
import type { MessagesAppProps } from '../messages-app';
import { TemplateForm } from './template-form';

/** The texts of a venue's e-mails: live, like every other screen. */
export const TemplatesApp = livePage(Texts);

function Texts({ businessId, shell }: MessagesAppProps) {
  const t = useTranslations('mail.templates');
  const kinds = useTranslations('mail.screen.kinds');
  const formats = useLocale();
  const read = useLiveList(TEMPLATES, businessId);
  const [kind, setKind] = useState<TemplateKind>('confirmation');
  const [locale, setLocale] = useState<Locale>(
    () => LOCALES.find((each) => LANGUAGES[each].formats === formats) ?? LOCALES[0],
  );
  return (
    <LiveScreen
      width="wide"
      shell={shell}
      read={read}
      title={t('title')}
      lead={t('lead')}
      failed={t('failed')}
      back={
        <BackLink to="mensajes" venue={shell.current}>
          {t('back')}
        </BackLink>
      }
      above={
        <>
          {read.list?.sends === false && (
            <Banner tone="warn" icon={<CircleAlert size={18} />}>
              {t('off')}
            </Banner>
          )}
          <div className="flex flex-wrap gap-x-6 gap-y-4">
            <Select
              className="min-w-0 grow basis-60 sm:max-w-xs"
              label={t('kind')}
              value={kind}
              options={TEMPLATE_KINDS.map((value) => ({ value, label: kinds(value) }))}
              onValueChange={setKind}
            />
            <Chips
              label={t('locale')}
              value={locale}
              chips={LOCALES.map((value) => ({ value, label: LANGUAGES[value].name }))}
              onValueChange={setLocale}
            />
          </div>
        </>
      }
    >
      {({ templates }) => {
        const template = templates.find((one) => one.kind === kind && one.locale === locale);
        return (
          template && (
            <TemplateForm
              key={`${kind}.${locale}`}
              businessId={businessId}
              template={template}
              onChanged={read.readAgain}
            />
          )
        );
      }}
    </LiveScreen>
  );
}
