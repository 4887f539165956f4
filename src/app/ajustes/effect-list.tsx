import { useFormatter, useTranslations } from 'use-intl';
import type { Effects } from '@/modules/settings/answers';
import { noonOf } from '@/modules/venues/business-day';

/** What a change of settings does to what is there already, a sentence each. */
export function EffectList({
  effects: { clock, capacity, policy, occupancy, secondFactor, retention, slug },
}: {
  effects: Effects;
}) {
  const t = useTranslations('settings.effects');
  const format = useFormatter();
  const dayOf = (day: string) => format.dateTime(noonOf(day), { dateStyle: 'full', timeZone: 'UTC' });
  const sentences = [
    clock && clock.reservations === 0 && t('clockNone'),
    clock && clock.moved > 0 && t('clockMoved', { count: clock.moved }),
    clock && clock.otherNight > 0 && t('otherNight', { count: clock.otherNight }),
    clock && clock.closing > 0 && t('closing', { count: clock.closing }),
    clock &&
      clock.reservations > 0 &&
      clock.moved + clock.otherNight + clock.closing === 0 &&
      t('clockSame', { count: clock.reservations }),
    clock?.today && t('today', { day: dayOf(clock.today) }),
    capacity && t('capacity', { count: capacity.nights, day: dayOf(capacity.day), planned: capacity.planned }),
    policy && t('policy', { count: policy.parties }),
    occupancy &&
      t(occupancy.policy === 'BLOCK' ? 'occupancyBlock' : 'occupancyOpen', {
        ...occupancy,
        full: occupancy.inside >= occupancy.capacity ? 'yes' : 'no',
      }),
    secondFactor && t('secondFactor', { count: secondFactor.members }),
    retention && retention.reservations + retention.refusals > 0 && t('retention', retention),
    retention && retention.contacts > 0 && t('contacts', { count: retention.contacts }),
    retention && retention.notes > 0 && t('notes', { count: retention.notes }),
    slug && t('slug'),
  ];
  return (
    <ul data-testid="effects" className="mt-1 grid list-disc gap-2 pl-5">
      {sentences.map((sentence) => sentence && <li key={sentence}>{sentence}</li>)}
    </ul>
  );
}
