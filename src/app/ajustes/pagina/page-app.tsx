'use client';
import { useTranslations } from 'use-intl';
import { livePage } from '@/app/live/live-page';
import { LiveScreen } from '@/app/live/live-screen';
import { useLiveList } from '@/app/live/use-live-list';
import type { VenueFacts } from '@/modules/access/client/me-api';
import { BOOKING_PAGE } from '@/modules/booking/client/page-list';
import type { ShellProps } from '@/shell/types';
import { useVenue, useVenueShell } from '../../reservas/hooks/useVenue';
import { SettingsNav } from '../settings-nav';
import { PageForm } from './page-form';
import { PageLink } from './page-link';

interface PageAppProps {
  businessId: string;
  /** As the page was made. */
  venue: VenueFacts;
  /** Of this server in a browser. */
  origin: string;
  mayEdit: boolean;
  shell: ShellProps;
}

/** The page on which guests book: live, like every other screen. */
export const PageApp = livePage(BookingPageScreen);

function BookingPageScreen({ businessId, venue, origin, mayEdit, shell }: PageAppProps) {
  const t = useTranslations('booking.settings');
  const facts = useVenue(businessId, venue);
  const frame = useVenueShell(shell, facts);
  const read = useLiveList(BOOKING_PAGE, businessId);
  return (
    <LiveScreen
      width="form"
      shell={frame}
      read={read}
      title={t('title')}
      lead={t('lead')}
      failed={t('failed')}
      above={mayEdit && <SettingsNav current="booking" venue={frame.current} />}
      below={<PageLink url={`${origin}/v/${facts.slug}`} script={`${origin}/embed.js`} venue={facts.name} />}
    >
      {({ page }) => <PageForm businessId={businessId} page={page} mayEdit={mayEdit} onChanged={read.readAgain} />}
    </LiveScreen>
  );
}
