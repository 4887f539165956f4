import clsx from 'clsx';
import { CloudOff } from 'lucide-react';
import { useTranslations } from 'use-intl';

/** The phone says so by its own list, and no server has confirmed it: in words, with a mark and a dashed edge. */
export function ByPhone({ className }: { className?: string }) {
  const t = useTranslations('puerta.offline');
  return (
    <span
      data-testid="by-phone"
      className={clsx(
        'inline-flex items-center gap-2 rounded-full border-2 border-current border-dashed px-3 py-1 font-semibold text-base',
        className,
      )}
    >
      <CloudOff aria-hidden size={20} strokeWidth={2.5} className="shrink-0" />
      {t('byPhone')}
    </span>
  );
}
