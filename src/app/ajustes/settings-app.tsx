'use client';
import { useTranslations } from 'use-intl';
import { livePage } from '@/app/live/live-page';
import { LiveScreen } from '@/app/live/live-screen';
import { useLiveList } from '@/app/live/use-live-list';
import type { VenueFacts } from '@/modules/access/client/me-api';
import { SETTINGS } from '@/modules/settings/client/settings-list';
import type { ShellProps } from '@/shell/types';
import { useVenue, useVenueShell } from '../reservas/hooks/useVenue';
import { AnotherVenue } from './another-venue';
import { GatesPart } from './gates-part';
import { SettingsForm } from './settings-form';
import { SettingsNav } from './settings-nav';

interface SettingsAppProps {
  businessId: string;
  /** As the page was made. */
  venue: VenueFacts;
  mayEdit: boolean;
  mayCreate: boolean;
  /** IANA zones. */
  zones: readonly string[];
  shell: ShellProps;
}

/** The settings of a venue: live, like every other screen. */
export const SettingsApp = livePage(Settings);

function Settings({ businessId, venue, mayEdit, mayCreate, zones, shell }: SettingsAppProps) {
  const t = useTranslations('settings');
  const frame = useVenueShell(shell, useVenue(businessId, venue));
  const read = useLiveList(SETTINGS, businessId);
  return (
    <LiveScreen
      width="form"
      shell={frame}
      read={read}
      title={t('title')}
      lead={t('lead')}
      failed={t('failed')}
      above={mayEdit && <SettingsNav current="venue" venue={frame.current} />}
      below={
        <>
          <GatesPart businessId={businessId} mayEdit={mayEdit} stream={read.stream} />
          {mayCreate && <AnotherVenue businessId={businessId} zones={zones} timeZone={venue.timeZone} />}
        </>
      }
    >
      {({ settings }) => (
        <SettingsForm
          businessId={businessId}
          settings={settings}
          mayEdit={mayEdit}
          zones={zones}
          onChanged={read.readAgain}
        />
      )}
    </LiveScreen>
  );
}
