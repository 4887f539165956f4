import type { MessageKindName } from '@/modules/messages/rules';
import type { ReservationRow } from './rows';

export type Told = Pick<ReservationRow, 'status' | 'deletedAt' | 'customerEmail' | 'guestCount' | 'reservedAt'>;
export type GuestMessage = Extract<MessageKindName, 'confirmation' | 'change' | 'cancellation' | 'reminder'>;

const isOff = ({ status, deletedAt }: Told) => status === 'CANCELLED' || deletedAt !== null;

/**
 * What a change gives the guest to know; null when it is nothing to them. A guest hears of a reservation once it is
 * confirmed; what happens at the door or at the end of the night is no news. `before` is null for a new reservation.
 */
export function judgeMessage(before: Told | null, after: Told): Exclude<GuestMessage, 'reminder'> | null {
  if (after.customerEmail === null) return null;
  if (isOff(after)) return before && !isOff(before) && isAhead(before) ? 'cancellation' : null;
  if (after.status === 'PENDING' || !isAhead(after)) return null;
  const isFirst = before === null || isOff(before) || before.status === 'PENDING';
  if (isFirst || before.customerEmail !== after.customerEmail) return 'confirmation';
  const isSame = before.guestCount === after.guestCount && +before.reservedAt === +after.reservedAt;
  return isSame ? null : 'change';
}

/** Nobody of the party has come. Who did not come on one night may be moved to another. */
function isAhead({ status }: Told): boolean {
  return status === 'PENDING' || status === 'CONFIRMED' || status === 'NO_SHOW';
}
