import { Footprints } from 'lucide-react';
import { buttonClass } from '@/ui/button-class';
import { PlainForm } from '@/ui/form';
import { passTexts } from './texts';
import type { UsablePass } from './when';

interface OnMyWayProps {
  pass: UsablePass;
  /** Why the last announcement was refused. */
  refusal: 'ARRIVAL_CLOSED' | 'RATE_LIMITED' | null;
}

/** Lets a guest tell the venue that they are on their way, with one tap and without any script. */
export async function OnMyWay({ pass, refusal }: OnMyWayProps) {
  const { t } = await passTexts(pass.locale);
  const { onWay, mayAnnounceArrival, qrCode } = pass;
  if (!mayAnnounceArrival && refusal === null) return null;
  return (
    <section
      id="en-camino"
      aria-labelledby="en-camino-titulo"
      className="mt-4 rounded-card bg-surface p-4 ring-1 ring-line"
    >
      <h2 id="en-camino-titulo" className="flex items-center gap-2 font-semibold">
        <Footprints aria-hidden size={18} className="text-ink-faint" />
        {t('onWay.title')}
      </h2>
      <p
        role="status"
        data-testid="on-my-way"
        className={`mt-1 text-sm ${refusal ? 'text-bad-text' : onWay ? 'font-semibold text-ok-text' : 'text-ink-soft'}`}
      >
        {refusal ? t(`onWay.refused.${refusal}`) : t(onWay ? 'onWay.told' : 'onWay.lead')}
      </p>
      {mayAnnounceArrival && (
        <PlainForm action={`/api/pase/${qrCode}/en-camino`} className="mt-3 grid">
          <button
            type="submit"
            name="going"
            value={onWay ? 'no' : 'yes'}
            className={buttonClass({ variant: onWay ? 'quiet' : 'primary' })}
          >
            {t(onWay ? 'onWay.notGoing' : 'onWay.going')}
          </button>
        </PlainForm>
      )}
    </section>
  );
}
