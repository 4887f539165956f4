import { Clock } from 'lucide-react';
import { LATE_MINUTES } from '@/modules/reservations/rules';
import { buttonClass } from '@/ui/button-class';
import { PlainForm } from '@/ui/form';
import { passTexts } from './texts';
import type { UsablePass } from './when';

interface LatenessProps {
  pass: UsablePass;
  /** Why the last announcement was refused. */
  refusal: 'LATENESS_CLOSED' | 'RATE_LIMITED' | null;
}

/** Lets a guest tell the venue by how much they will be late, with one tap and without any script. */
export async function Lateness({ pass, refusal }: LatenessProps) {
  const { t } = await passTexts(pass.locale);
  const { lateMinutes, mayAnnounceLateness, qrCode } = pass;
  if (!mayAnnounceLateness && refusal === null) return null;
  return (
    <section
      id="retraso"
      aria-labelledby="retraso-titulo"
      className="mt-4 rounded-card bg-surface p-4 ring-1 ring-line"
    >
      <h2 id="retraso-titulo" className="flex items-center gap-2 font-semibold">
        <Clock aria-hidden size={18} className="text-ink-faint" />
        {t('late.title')}
      </h2>
      <p
        role="status"
        data-testid="lateness"
        className={`mt-1 text-sm ${refusal ? 'text-bad-text' : lateMinutes === null ? 'text-ink-soft' : 'font-semibold text-ok-text'}`}
      >
        {refusal
          ? t(`late.refused.${refusal}`)
          : lateMinutes === null
            ? t('late.lead')
            : t('late.told', { count: lateMinutes })}
      </p>
      {mayAnnounceLateness && (
        <PlainForm action={`/api/pase/${qrCode}/retraso`} className="mt-3 grid grid-cols-5 gap-2">
          {LATE_MINUTES.map((minutes) => (
            <button
              key={minutes}
              type="submit"
              name="minutes"
              value={minutes}
              aria-pressed={minutes === lateMinutes}
              aria-label={t('late.option', { count: minutes })}
              className={buttonClass({ variant: minutes === lateMinutes ? 'primary' : 'secondary' })}
            >
              <span className="figures text-lg">{minutes}</span>
            </button>
          ))}
          <p aria-hidden className="col-span-full text-center text-ink-faint text-xs">
            {t('late.unit')}
          </p>
          {lateMinutes !== null && (
            <button
              type="submit"
              name="minutes"
              value={0}
              className={`${buttonClass({ variant: 'quiet' })} col-span-full`}
            >
              {t('late.onTime')}
            </button>
          )}
        </PlainForm>
      )}
    </section>
  );
}
