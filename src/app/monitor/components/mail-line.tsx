'use client';
import clsx from 'clsx';
import { useTranslations } from 'use-intl';
import type { Mail } from '@/modules/monitor/answers';
import { SideCard } from './side-card';
import { useDeviceText } from './use-device-text';

/** How the e-mails stand: how many wait and since when, how many were refused, and whether any can be sent. */
export function MailLine({ mail, now }: { mail: Mail; now: string }) {
  const t = useTranslations('monitor.mail');
  const { ago } = useDeviceText();
  const { sends, waiting, failed, oldestAt } = mail;
  return (
    <SideCard title={t('title')}>
      <div data-testid="mail-line" className="grid gap-1 px-5 py-4 text-sm">
        <p className="flex flex-wrap gap-x-4">
          <span className={clsx('font-semibold', waiting > 0 && !sends && 'text-warn-text')}>
            {t('waiting', { count: waiting })}
          </span>
          <span className={clsx('font-semibold', failed > 0 && 'text-bad-text')}>{t('failed', { count: failed })}</span>
        </p>
        {oldestAt !== null && <p className="text-ink-soft">{t('oldest', { time: ago(oldestAt, now) })}</p>}
        {!sends && <p className="text-warn-text">{t('off')}</p>}
      </div>
    </SideCard>
  );
}
