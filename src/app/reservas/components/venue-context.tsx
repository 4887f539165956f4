'use client';
import { createContext, type ReactNode, useContext } from 'react';
import type { CountQueue } from '@/app/_client/counts/count-queue';
import type { Role } from '@/domain/people/context';
import type { DayRules } from '@/domain/venues/business-day';
import type { ListCounts } from './use-list-counts';
import type { ReservationActions } from './use-reservation-actions';

export type OpenDialog =
  | { readonly kind: 'create' }
  | { readonly kind: 'edit' | 'qr' | 'history' | 'delete' | 'details'; readonly id: string };

/** What every part of the screen needs and never changes with the data, so that unchanged rows are not rendered again. */
export interface VenueScreen {
  readonly businessId: string;
  readonly role: Role;
  readonly rules: DayRules;
  readonly actions: ReservationActions & Pick<ListCounts, 'count'>;
  /** The undecided counts of the device. */
  readonly counts: CountQueue;
  readonly open: (dialog: OpenDialog) => void;
}

const VenueContext = createContext<VenueScreen | null>(null);

export function VenueScreenProvider({ value, children }: { value: VenueScreen; children: ReactNode }) {
  return <VenueContext value={value}>{children}</VenueContext>;
}

/** Throws outside of its provider. */
export function useVenueScreen(): VenueScreen {
  const value = useContext(VenueContext);
  if (!value) throw new Error('useVenueScreen needs a VenueScreenProvider');
  return value;
}
