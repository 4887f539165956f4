import { CalendarPlus, FileText, ImageDown, MapPin, Ticket } from 'lucide-react';
import { buttonClass } from '@/ui/button-class';
import { ShareButton } from './share-button';
import { passTexts } from './texts';
import type { UsablePass } from './when';

/** What a guest can do with a pass besides showing it. */
export async function PassActions({ pass }: { pass: UsablePass }) {
  const { t } = await passTexts(pass.locale);
  return (
    <div className="mt-4 grid grid-cols-2 gap-3 noscript:grid-cols-1">
      <ShareButton
        title={t('actions.shareTitle', { venue: pass.venueName })}
        texts={{ share: t('actions.share'), copied: t('actions.copied'), failed: t('actions.shareFailed') }}
      />
      <a href={`/api/pase/${pass.qrCode}/calendario`} className={buttonClass({})}>
        <CalendarPlus aria-hidden size={18} />
        {t('actions.calendar')}
      </a>
      <a href={`/pase/${pass.qrCode}/imagen`} download={`${pass.code}.png`} className={buttonClass({})}>
        <ImageDown aria-hidden size={18} />
        {t('actions.image')}
      </a>
      <a href={`/pase/${pass.qrCode}/pdf`} className={buttonClass({})}>
        <FileText aria-hidden size={18} />
        {t('actions.pdf')}
      </a>
      {pass.person === null && pass.guestCount > 1 && (
        <a href={`/pase/${pass.qrCode}/personas`} className={`${buttonClass({})} col-span-full`}>
          <Ticket aria-hidden size={18} />
          {t('persons.link')}
        </a>
      )}
      {pass.address !== null && (
        <a
          href={`https://www.google.com/maps/search/?api=1&query=${encodeURIComponent(pass.address)}`}
          rel="noreferrer"
          target="_blank"
          className="col-span-full flex min-h-11 items-center justify-center gap-2 text-balance text-center text-ink-soft text-sm underline decoration-line-strong underline-offset-4 hover:decoration-accent"
        >
          <MapPin aria-hidden size={18} className="shrink-0" />
          {pass.address}
        </a>
      )}
    </div>
  );
}
