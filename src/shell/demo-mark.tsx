import { useTranslations } from 'use-intl';

/** A mark beside the name of a demo venue: small, but always visible. */
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
