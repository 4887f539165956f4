'use client';
import { Languages } from 'lucide-react';
import { useTranslations } from 'use-intl';
import { Banner } from '@/ui/banner';
import { useTranslated } from '@/ui/use-translated';
import { ReloadButton } from './reload-button';

/** Says that a translator works on this page, and what to do about it. */
export function TranslatedNotice() {
  const t = useTranslations('common');
  if (!useTranslated()) return null;
  return (
    <Banner tone="warn" icon={<Languages size={18} />} action={<ReloadButton />}>
      {t('translated')}
    </Banner>
  );
}
