'use client';
import { Copy } from 'lucide-react';
import { useState } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import { Button } from '@/ui/button';
import { lateComponent } from '@/ui/later';
import { shareLink } from '@/ui/share-link';

const QrCode = lateComponent<{ text: string; label: string; className?: string }>(
  () => import('@/ui/qr-code').then((part) => part.QrCode),
  () => <span className="block aspect-square w-48" />,
);

interface LinkCardProps {
  url: string;
  /** ISO 8601. */
  expiresAt: string;
  /** What the device's share sheet shows above the link. */
  title: string;
}

/** A link for one person: to send, to copy, or to be photographed. It is shown once. */
export function LinkCard({ url, expiresAt, title }: LinkCardProps) {
  const t = useTranslations('members.link');
  const format = useFormatter();
  const [outcome, setOutcome] = useState<Awaited<ReturnType<typeof shareLink>> | null>(null);
  const until = format.dateTime(new Date(expiresAt), {
    ...{ weekday: 'long', day: 'numeric', month: 'long', hour: '2-digit', minute: '2-digit' },
  });
  return (
    <div className="grid justify-items-center gap-4">
      <QrCode text={url} label={t('qr')} className="w-48" />
      <p data-testid="link" className="w-full select-all break-all rounded-control bg-sunken px-3 py-2 text-sm">
        {url}
      </p>
      <Button
        variant="primary"
        block
        icon={<Copy aria-hidden size={18} />}
        onClick={async () => setOutcome(await shareLink({ title, url }))}
      >
        <span aria-live="polite">{t(outcome === 'copied' || outcome === 'failed' ? outcome : 'share')}</span>
      </Button>
      <p className="text-pretty text-ink-soft text-sm">{t('once', { until })}</p>
    </div>
  );
}
