'use client';
import { QrCode as QrIcon, ScanLine } from 'lucide-react';
import { useTranslations } from 'use-intl';
import { Button } from '@/ui/button';
import { buttonClass } from '@/ui/button-class';
import { QrCode } from '@/ui/qr-code';
import { Sheet } from '@/ui/sheet';
import { useDay } from './day-context';
import { useVenueScreen } from './venue-context';

/** Statuses of parties that the door lets in. */
const AWAITED: readonly string[] = ['PENDING', 'CONFIRMED', 'CHECKED_IN'];
/** Names of this machine, which no other one can open. */
const OF_THIS_MACHINE = /^(?:localhost|127\.|\[?::1)/;

/** How to try the door: on a phone that opens it by a QR, or on this device; and the pass to be scanned. */
export function DoorTrySheet({ slug, onClose }: { slug: string; onClose: () => void }) {
  const t = useTranslations('reservas.guide.door');
  const { live, day } = useDay();
  const { open, today } = useVenueScreen();
  const path = `/puerta?local=${encodeURIComponent(slug)}`;
  const party = day === today ? live.reservas.find(({ status }) => AWAITED.includes(status)) : undefined;
  const isReachable = !OF_THIS_MACHINE.test(window.location.hostname);
  return (
    <Sheet
      open
      onOpenChange={(opened) => !opened && onClose()}
      title={t('title')}
      description={t('lead')}
      footer={
        <>
          <a href={path} target="_blank" rel="noreferrer" className={buttonClass({})}>
            <ScanLine aria-hidden size={18} />
            <span className="contents">{t('here')}</span>
          </a>
          {party ? (
            <Button
              variant="primary"
              icon={<QrIcon aria-hidden size={18} />}
              className="max-sm:grow"
              onClick={() => {
                onClose();
                open({ kind: 'qr', id: party.id });
              }}
            >
              {t('pass')}
            </Button>
          ) : (
            <Button
              variant="primary"
              className="max-sm:grow"
              onClick={() => {
                onClose();
                open({ kind: 'create' });
              }}
            >
              {t('book')}
            </Button>
          )}
        </>
      }
    >
      <div className="grid justify-items-center gap-4">
        {isReachable && <QrCode text={`${window.location.origin}${path}`} label={t('qr')} className="w-48" />}
        <ol className="grid w-full list-decimal gap-2 pl-5 text-pretty text-sm">
          <li>{t(isReachable ? 'open' : 'openLocal')}</li>
          <li>{t(party ? 'scan' : 'bookFirst')}</li>
          <li>{t('see')}</li>
        </ol>
      </div>
    </Sheet>
  );
}
