'use client';
import { TriangleAlert } from 'lucide-react';
import { useTranslations } from 'use-intl';
import { Button } from './button';
import type { Waiting } from './later';
import { Spinner } from './spinner';

interface WaitingPopupProps {
  waiting: Waiting;
  onClose: () => void;
}

/** Shown in place of a dialog or a menu whose part of the program is loading, or could not be loaded. */
export function WaitingPopup({ waiting: { lost, askAgain }, onClose }: WaitingPopupProps) {
  const t = useTranslations('common');
  const failed = useTranslations('failed');
  return (
    <div className="fixed inset-0 z-60 grid place-items-center bg-shade p-6">
      <div className="grid max-w-80 animate-late-show gap-4 rounded-card bg-raised p-5 text-ink shadow-lift">
        <p role={lost ? 'alert' : 'status'} className="flex items-center gap-3">
          {lost ? <TriangleAlert aria-hidden size={20} className="shrink-0 text-warn" /> : <Spinner />}
          {lost ? failed('partLost') : t('loading')}
        </p>
        <div className="flex flex-wrap justify-end gap-3">
          <Button onClick={onClose}>{t('close')}</Button>
          {lost && (
            <Button variant="primary" onClick={askAgain}>
              {t('retry')}
            </Button>
          )}
        </div>
      </div>
    </div>
  );
}
