import { isRevoked, isWithinValidity } from '@/modules/passes/check-pass';
import type { Pass } from '@/modules/passes/issue-pass';
import type { PassClaims } from '@/modules/passes/token';
import type { ReservationRow } from '@/modules/reservations/rows';
import { nightState } from '@/modules/venues/business-day';
import type { Venue } from '@/modules/venues/venue';
import { judgeScan, type ScanFacts, type ScanVerdict } from './rules';

export interface PresentedPass {
  readonly pass: Pass;
  /** The claims of its signed text. */
  readonly claims: PassClaims;
  /** Undefined when the reservation is deleted. */
  readonly row: ReservationRow | undefined;
}

type Rules = Pick<Venue, 'timeZone' | 'cutoffHour' | 'capacityPolicy'>;
type Asked = Pick<ScanFacts, 'increment' | 'isForced' | 'mayForce' | 'mayBring' | 'person'>;

/** What a genuine pass opens at an instant: the rule of the door, which the guest's page shows too. */
export function judgePass({ pass, claims, row }: PresentedPass, venue: Rules, at: Date, asked: Asked): ScanVerdict {
  if (!row || row.deletedAt || isRevoked(pass, claims)) return { refusal: 'REVOKED', overridden: false };
  const isTonight = nightState(row.businessDay, at, venue) === 'running' && isWithinValidity(pass, at);
  return judgeScan({ ...row, ...asked, policy: venue.capacityPolicy, isTonight });
}
