'use client';
import { Code, ExternalLink, Share2 } from 'lucide-react';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { Button } from '@/ui/button';
import { buttonClass } from '@/ui/button-class';
import { lateComponent } from '@/ui/later';
import { shareLink } from '@/ui/share-link';
import { TextArea } from '@/ui/text-area';

const QrCode = lateComponent<{ text: string; label: string; className?: string }>(
  () => import('@/ui/qr-code').then((part) => part.QrCode),
  () => <span className="block aspect-square w-40" />,
);

type Outcome = 'copied' | 'copyFailed' | null;

interface PageLinkProps {
  url: string;
  /** The address of the script that puts the page into another site. */
  script: string;
  venue: string;
}

/** How guests come to the page: its link, its QR, and what puts it into the venue's own site. */
export function PageLink({ url, script, venue }: PageLinkProps) {
  const t = useTranslations('booking.settings');
  const [shared, setShared] = useState<Outcome>(null);
  const [copied, setCopied] = useState<Outcome>(null);
  const snippet = `<a href="${url}">${t('book')}</a>\n<script src="${script}" async></script>`;
  const share = async () => {
    const outcome = await shareLink({ title: venue, url });
    setShared(outcome === 'copied' ? 'copied' : outcome === 'failed' ? 'copyFailed' : null);
  };
  const copy = () =>
    navigator.clipboard.writeText(snippet).then(
      () => setCopied('copied'),
      () => setCopied('copyFailed'),
    );
  return (
    <>
      <section aria-labelledby="enlace" className="grid gap-4 rounded-card bg-surface p-5 ring-1 ring-line sm:p-6">
        <h2 id="enlace" className="display text-lg">
          {t('link')}
        </h2>
        <div className="flex flex-wrap items-center gap-5">
          <QrCode text={url} label={t('qr')} className="w-40" />
          <p
            data-testid="link"
            className="min-w-0 grow select-all break-all rounded-control bg-sunken px-3 py-2 text-sm"
          >
            {url}
          </p>
        </div>
        <div className="flex flex-wrap gap-3">
          <a href={url} target="_blank" rel="noreferrer" className={buttonClass({ variant: 'primary' })}>
            <ExternalLink aria-hidden size={18} />
            <span className="contents">{t('see')}</span>
          </a>
          <Button icon={<Share2 aria-hidden size={18} />} onClick={() => void share()}>
            <span aria-live="polite">{t(shared ?? 'share')}</span>
          </Button>
        </div>
      </section>
      <section aria-labelledby="incrustar" className="grid gap-4 rounded-card bg-surface p-5 ring-1 ring-line sm:p-6">
        <h2 id="incrustar" className="display text-lg">
          {t('embed')}
        </h2>
        <TextArea label={t('embed')} hint={t('embedHint')} value={snippet} readOnly rows={4} translate="no" />
        <div>
          <Button icon={<Code aria-hidden size={18} />} onClick={() => void copy()}>
            <span aria-live="polite">{t(copied ?? 'copy')}</span>
          </Button>
        </div>
      </section>
    </>
  );
}
