import { isRevoked, isWithinValidity } from '../passes/check-pass';
import type { Pass } from '../passes/issue-pass';
import type { PassClaims } from '../passes/token';
import type { ReservationRow } from '../reservations/rows';
import { nightState } from '../venues/business-day';
import type { Venue } from '../venues/venue';
import { judgeScan, type ScanFacts, type ScanVerdict } from './rules';

export interface PresentedPass {
  readonly pass: Pass;
  /** What its signed text says. */
  readonly claims: PassClaims;
  /** Undefined when it is deleted. */
  readonly row: ReservationRow | undefined;
}

type Rules = Pick<Venue, 'timeZone' | 'cutoffHour' | 'capacityPolicy'>;
type Asked = Pick<ScanFacts, 'increment' | 'isForced' | 'mayForce' | 'mayBring'>;

/** What a genuine pass opens at an instant: the door's rule, which the guest's page shows too. */
export function judgePass({ pass, claims, row }: PresentedPass, venue: Rules, at: Date, asked: Asked): ScanVerdict {
  if (!row || row.deletedAt || isRevoked(pass, claims)) return { refusal: 'REVOKED', overridden: false };
  const isTonight = nightState(row.businessDay, at, venue) === 'running' && isWithinValidity(pass, at);
  return judgeScan({ ...row, ...asked, policy: venue.capacityPolicy, isTonight });
}
