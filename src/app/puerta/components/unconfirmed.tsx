import clsx from 'clsx';
import { CircleDashed } from 'lucide-react';
import { useTranslations } from 'use-intl';

/** The party's booking was never confirmed: in words, with a mark and a dashed edge, whatever colours the eye sees. */
export function Unconfirmed({ className }: { className: string }) {
  const t = useTranslations('puerta.party');
  return (
    <span
      className={clsx(
        'inline-flex items-center gap-1.5 rounded-full border-2 border-current border-dashed bg-warn-soft px-2.5 py-0.5 font-semibold text-sm text-warn-text',
        className,
      )}
    >
      <CircleDashed aria-hidden size={16} strokeWidth={2.5} className="shrink-0" />
      {t('unconfirmed')}
    </span>
  );
}
