'use client';
import { createContext, type ReactNode, useContext } from 'react';
import type { Rights } from '@/modules/access/context';
import type { CountQueue } from '@/modules/attendance/client/count-queue';
import type { Reservation } from '@/modules/reservations/wire';
import { type DayRules, type NightState, nightBetween } from '@/modules/venues/business-day';
import type { OpenDialog } from './open-dialog';
import type { ListCounts } from './use-list-counts';
import type { ReservationActions } from './use-reservation-actions';

/**
 * The values that every part of the screen needs and that do not change with the day's data, so that unchanged rows are not
 * rendered again.
 */
export interface VenueScreen {
  readonly businessId: string;
  /** The venue's name in addresses. */
  readonly slug: string;
  readonly role: Rights;
  readonly rules: DayRules;
  /** How many people the venue holds in a night; null where nobody has said it. */
  readonly capacity: number | null;
  /** A party that has not come this many minutes after its time is shown as late. */
  readonly lateToleranceMinutes: number;
  /** The current business day by this device's clock. */
  readonly today: string;
  readonly actions: ReservationActions & Pick<ListCounts, 'count'>;
  /** The undecided counts of the device. */
  readonly counts: CountQueue;
  readonly open: (dialog: OpenDialog) => void;
}

const VenueContext = createContext<VenueScreen | null>(null);

export function VenueScreenProvider({ value, children }: { value: VenueScreen; children: ReactNode }) {
  return <VenueContext value={value}>{children}</VenueContext>;
}

/** The state of a row's night. */
export function useNight({ businessDay }: Pick<Reservation, 'businessDay'>): NightState {
  const { today } = useVenueScreen();
  return nightBetween(businessDay, today);
}

/** Throws outside of its provider. */
export function useVenueScreen(): VenueScreen {
  const value = useContext(VenueContext);
  if (!value) throw new Error('useVenueScreen needs a VenueScreenProvider');
  return value;
}
