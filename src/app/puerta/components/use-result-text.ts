import { useFormatter, useTranslations } from 'use-intl';
import { useTagWord } from '@/app/reservas/components/tags';
import { isolate } from '@/i18n/isolate';
import type { LastArrival } from '@/modules/attendance/answers';
import { type Reservation, UNREADABLE } from '@/modules/reservations/wire';
import { localTimeOf } from '@/modules/venues/business-day';
import type { DoorReason } from '../flow/door-outcome';
import type { ScanEntry } from '../flow/door-state';

export interface ResultText {
  /** The one word or phrase that is read at arm's length. */
  readonly word: string;
  readonly name: string | null;
  /** For a refusal: whom and when the pass is for. */
  readonly party: string | null;
  readonly body: string;
  /** The whole answer as one sentence, for screen readers. */
  readonly spoken: string;
}

/** The texts of an answer. */
export function useResultText(entry: ScanEntry, timeZone: string): ResultText {
  const t = useTranslations('puerta.result');
  const reasons = useTranslations('puerta.reason');
  const offline = useTranslations('puerta.offline');
  const held = useTranslations('puerta.held');
  const partyText = usePartyText(timeZone);
  const arrivalText = useArrivalText(timeZone);
  const tagWord = useTagWord();
  const { result, undo } = entry;
  const { tone, reason, reservation, label, scanCount: inside, maxGuests: max, increment, excess } = result;
  const mark = result.byPhone && offline('byPhone');
  if (tone === 'error') {
    const refused = reason ?? 'ERROR';
    const [title, why] = [reasons(`${refused}.title`), reasons(`${refused}.body`)];
    const body = [result.arrival && arrivalText(result.arrival), why].filter(Boolean).join('. ');
    const party = reservation ? partyText(reservation, refused) : label && isolate(label);
    return {
      word: t('error'),
      name: title,
      party,
      body,
      spoken: [t('error'), title, party, body, mark].filter(Boolean).join('. '),
    };
  }
  const name = reservation?.customerName ?? label;
  const tags = (reservation?.tags ?? []).map(tagWord);
  const everyoneWasIn = inside - increment >= max;
  const entered = result.isBack ? t('back') : t('ok');
  const word =
    undo === 'done'
      ? t('undoneWord')
      : result.held
        ? held('word')
        : tone === 'ok'
          ? entered
          : everyoneWasIn
            ? t('allIn')
            : t('overPlan');
  const figures = max > 0 && t('count', { inside, max });
  const said = result.held
    ? held('body', { why: held(result.held) })
    : result.isBack
      ? t('backBody', { count: increment })
      : tone === 'ok'
        ? t('okBody', { count: increment })
        : t('overBody', { count: excess });
  const body =
    undo === 'done'
      ? t('undone', { inside, max })
      : undo === 'failed'
        ? t('undoFailed')
        : undo === 'forbidden'
          ? t('undoForbidden')
          : said;
  return {
    word,
    name,
    party: null,
    body,
    spoken: [word, name && isolate(name), figures, ...tags, body, mark].filter(Boolean).join('. '),
  };
}

/** Whom and when a pass is for: "Lucía P. · vale el sábado, 28 de noviembre". Null for a party that cannot be read. */
export function usePartyText(timeZone: string): (party: Reservation, reason: DoorReason) => string | null {
  const t = useTranslations('puerta.result');
  const format = useFormatter();
  return ({ customerName, status, businessDay, reservedAt }, reason) => {
    if (status === UNREADABLE) return null;
    // Noon in UTC, so that a plain date is the same in every zone.
    const day = format.dateTime(new Date(`${businessDay}T12:00:00Z`), {
      weekday: 'long',
      day: 'numeric',
      month: 'long',
      timeZone: 'UTC',
    });
    const time = localTimeOf(reservedAt, timeZone);
    return [isolate(customerName), t(reason === 'OTHER_DAY' ? 'validOn' : 'bookedFor', { day, time })].join(' · ');
  };
}

/** When the last people came in, how many, by whom and where they were counted: "21:14 · 1 persona · Ana". */
export function useArrivalText(timeZone: string): (arrival: NonNullable<LastArrival['arrival']>) => string {
  const t = useTranslations('puerta.warning');
  return ({ at, people: count, by, gateId }) =>
    [t('arrived', { time: localTimeOf(at, timeZone), count }), by && t('by', { name: by }), gateId]
      .filter(Boolean)
      .join(' · ');
}
