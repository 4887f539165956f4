'use client';
import clsx from 'clsx';
import { RotateCw } from 'lucide-react';
import { useTranslations } from 'use-intl';
import { Button } from '@/ui/button';

/** Loads the page again, which also loads the newest version of the program. */
export function ReloadButton({ className }: { className?: string }) {
  const t = useTranslations('common');
  return (
    <Button
      size="sm"
      variant="quiet"
      icon={<RotateCw aria-hidden size={16} />}
      onClick={() => window.location.reload()}
      className={clsx('relative shrink-0', className)}
    >
      {t('reloadShort')}
    </Button>
  );
}
