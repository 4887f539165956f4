'use client';
import type { ReactNode } from 'react';
import { type LivePageProps, livePage } from '@/app/live/live-page';
import { LiveScreen } from '@/app/live/live-screen';
import type { VenueFacts } from '@/modules/access/client/me-api';
import type { ShellProps } from '@/shell/types';
import { useVenue, useVenueShell } from '../../reservas/hooks/useVenue';
import { SettingsNav } from '../settings-nav';
import { type PlanLists, usePlanLists } from './use-plan-lists';

export interface PlanPageProps extends LivePageProps {
  businessId: string;
  /** As the page was made. */
  venue: VenueFacts;
  shell: ShellProps;
}

/** What a screen of the plan shows and changes. */
export interface PlanView {
  readonly businessId: string;
  readonly venue: VenueFacts;
  readonly lists: PlanLists;
  readonly readAgain: () => Promise<void>;
}

interface PlanScreenProps extends PlanPageProps {
  page: 'tables' | 'plan' | 'services';
  title: string;
  lead: string;
  failed: string;
  width?: 'list' | 'wide';
  children: (view: PlanView) => ReactNode;
}

/** A page of settings about the plan of a venue: live, like every other screen. */
export const PlanScreen = livePage(Plan);

function Plan({ businessId, venue: ofPage, shell, page, width = 'list', children, ...texts }: PlanScreenProps) {
  const venue = useVenue(businessId, ofPage);
  const frame = useVenueShell(shell, venue);
  const read = usePlanLists(businessId);
  return (
    <LiveScreen
      {...texts}
      width={width}
      shell={frame}
      read={read}
      above={<SettingsNav current={page} venue={frame.current} />}
    >
      {(lists) => children({ businessId, venue, lists, readAgain: read.readAgain })}
    </LiveScreen>
  );
}
