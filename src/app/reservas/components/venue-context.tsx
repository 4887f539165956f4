'use client';
import { createContext, type ReactNode, useContext } from 'react';
import type { Role } from '@/modules/access/context';
import type { CountQueue } from '@/modules/attendance/client/count-queue';
import { type DayRules, type NightState, nightBetween } from '@/modules/venues/business-day';
import type { Reservation } from '@/realtime/protocol/reservation';
import type { OpenDialog } from './open-dialog';
import type { ListCounts } from './use-list-counts';
import type { ReservationActions } from './use-reservation-actions';

/** What every part of the screen needs and never changes with the data, so that unchanged rows are not rendered again. */
export interface VenueScreen {
  readonly businessId: string;
  readonly role: Role;
  readonly rules: DayRules;
  /** The business day that runs, by this device's clock. */
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

/** Where the night of a row stands. */
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
