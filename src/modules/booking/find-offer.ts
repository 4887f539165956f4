import { findTimes } from '@/modules/reservations/find-slots';
import { readServices } from '@/modules/services/reads';
import { startedIn, windowsOf } from '@/modules/services/windows';
import { addDays } from '@/modules/venues/business-day';
import { snapshot } from '@/platform/db/transaction';
import type { Offer } from './answers';
import { type FoundPage, requireParty } from './find-page';
import type { OfferInput } from './schema';

interface Asked extends Pick<OfferInput, 'day' | 'party' | 'around'> {
  /** A reservation that would leave its own time for another one. */
  readonly without?: string;
}

/** When a party can come on a day, for anybody. Throws PARTY_TOO_LARGE. */
export async function findOffer(found: FoundPage, { day, party, around, without }: Asked, now: Date): Promise<Offer> {
  requireParty(found, party);
  const { venue } = found;
  return snapshot(async (tx) => {
    const query = { day, party, channel: 'ONLINE' as const, now, around: around ? new Date(around) : undefined };
    const { slots, nearest } = await findTimes(tx, venue, query, without);
    const services = await readServices(tx, venue.id);
    const windows = [-1, 0, 1].flatMap((shift) => windowsOf(services, addDays(day, shift), venue));
    const nameAt = (at: string) => {
      const id = startedIn(windows, Date.parse(at))?.serviceId;
      return services.find((service) => service.id === id)?.name ?? '';
    };
    return { slots: slots.map(({ at, offset }) => ({ at, offset, service: nameAt(at) })), nearest };
  });
}
