'use client';
import { Languages } from 'lucide-react';
import { useTranslations } from 'use-intl';
import { Banner } from '@/ui/banner';
import { useTranslated } from '@/ui/use-translated';
import { ReloadButton } from './reload-button';

/** Warns that a translation tool is changing this page, and explains what to do. */
export function TranslatedNotice() {
  const t = useTranslations('common');
  if (!useTranslated()) return null;
  return (
    <Banner tone="warn" icon={<Languages size={18} />} action={<ReloadButton />}>
      {t('translated')}
    </Banner>
  );
}
