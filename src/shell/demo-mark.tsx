import { useTranslations } from 'use-intl';

/** Beside the name of a venue that is invented: small, and never missed. */
export function DemoMark() {
  const t = useTranslations('people.demo');
  return (
    <span
      data-testid="demo-mark"
      className="block whitespace-nowrap font-semibold text-[0.6875rem] text-warn-text uppercase leading-tight tracking-wider"
    >
      {t('mark')}
    </span>
  );
}
