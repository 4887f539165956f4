'use client';
import { useTranslations } from 'use-intl';
import { isolate } from '@/i18n/isolate';
import type { Pairing } from '@/modules/devices/answers';
import { Button } from '@/ui/button';
import { lateComponent } from '@/ui/later';
import { useNow } from '@/ui/use-now';

const QrCode = lateComponent<{ text: string; label: string; className?: string }>(
  () => import('@/ui/qr-code').then((part) => part.QrCode),
  () => <span className="block aspect-square w-56" />,
);

interface PairingCardProps {
  pairing: Pairing;
  name: string;
  busy: boolean;
  onAgain: () => void;
}

/** What pairs one phone, once: a code for its camera, and letters to type, while they last. */
export function PairingCard({ pairing, name, busy, onAgain }: PairingCardProps) {
  const t = useTranslations('devices');
  const now = useNow(1000);
  const { pairUrl, pairCode, expiresAt } = pairing;
  const left = now === null ? null : Math.ceil((Date.parse(expiresAt) - now) / 1000);
  if (left !== null && left <= 0) {
    return (
      <div className="grid justify-items-center gap-4 py-6 text-center">
        <p role="status" className="font-semibold">
          {t('expired')}
        </p>
        <Button variant="primary" busy={busy} onClick={onAgain}>
          {t('again')}
        </Button>
      </div>
    );
  }
  return (
    <div className="grid justify-items-center gap-4 text-center">
      <p className="text-pretty text-ink-soft">{t('scan')}</p>
      <QrCode text={pairUrl} label={t('qr', { name: isolate(name) })} className="w-56 max-w-full" />
      <p className="text-pretty text-ink-soft text-sm">{t('type', { address: addressOf(pairUrl) })}</p>
      <p
        data-testid="pair-code"
        translate="no"
        className="select-all whitespace-nowrap rounded-control bg-sunken px-4 py-2 font-mono font-semibold text-2xl tracking-widest"
      >
        {`${pairCode.slice(0, 4)} ${pairCode.slice(4)}`}
      </p>
      <p className="text-ink-soft text-sm tabular-nums" data-testid="pair-left">
        {left !== null && t('left', { time: `${Math.floor(left / 60)}:${String(left % 60).padStart(2, '0')}` })}
      </p>
      <p className="text-pretty text-left text-ink-faint text-sm">{t('installed')}</p>
    </div>
  );
}

/** The page without what pairs. */
function addressOf(url: string): string {
  return url.replace(/^https?:\/\//, '').replace(/#.*$/, '');
}
