'use client';
import { RefreshCw } from 'lucide-react';
import { memo, useMemo } from 'react';
import { useTranslations } from 'use-intl';
import { livePage } from '@/app/live/live-page';
import { LiveScreen } from '@/app/live/live-screen';
import { type EvidenceView, isListed } from '@/modules/evidence/client/address';
import { EVIDENCE } from '@/modules/evidence/client/night-list';
import type { Night } from '@/modules/evidence/rules';
import type { DayRules } from '@/modules/venues/business-day';
import type { ShellProps } from '@/shell/types';
import { Banner } from '@/ui/banner';
import { Button } from '@/ui/button';
import { useCollection } from '../reservas/hooks/useCollection';
import { useVenueStream } from '../reservas/hooks/useVenueStream';
import { Behind } from './behind';
import { DayField } from './day-field';
import { EvidenceProvider, type EvidenceScreen } from './evidence-context';
import { Exports } from './exports';
import { Overview } from './overview';
import { type Asked, useEvidenceAddress } from './use-evidence-address';

interface EvidenceAppProps {
  businessId: string;
  rules: DayRules;
  /** The current business day. */
  today: string;
  initial: Asked;
  mayReadHistory: boolean;
  shell: ShellProps;
}

/** What the figures of a night are made of. */
export const EvidenceApp = livePage(Evidence);

interface NightViewProps {
  night: Night;
  screen: Omit<EvidenceScreen, 'night'>;
  view: EvidenceView;
}

/** It is drawn again only for another night or another view: each drawing goes over all lines for each figure. */
const NightView = memo(function NightView({ night, screen, view }: NightViewProps) {
  const value = useMemo(() => ({ ...screen, night }), [screen, night]);
  return <EvidenceProvider value={value}>{isListed(view) ? <Behind view={view} /> : <Overview />}</EvidenceProvider>;
});

function Evidence({ businessId, rules, today, initial, mayReadHistory, shell }: EvidenceAppProps) {
  const t = useTranslations('evidence');
  const venue = shell.current;
  const { day, view, hrefOf, go } = useEvidenceAddress(initial, venue, today);
  const stream = useVenueStream({ businessId, enabled: true, showToasts: false });
  const read = useCollection(EVIDENCE, { businessId, args: day, enabled: true, stream });
  const { readAgain, isFetching, list } = read;
  const screen = useMemo(
    () => ({
      ...{ venue, timeZone: rules.timeZone, mayReadHistory, hrefOf },
      open: (next: Asked['view']) => go({ day, view: next }),
    }),
    [venue, rules.timeZone, mayReadHistory, hrefOf, go, day],
  );
  return (
    <LiveScreen
      shell={shell}
      read={{ ...read, stream }}
      title={t('title')}
      lead={t('lead')}
      failed={t('failed')}
      width="wide"
      actions={<DayField day={day} today={today} onDay={(next) => go({ day: next, view: {} })} />}
      above={
        list?.isIncomplete && (
          <Banner
            icon={<RefreshCw size={18} />}
            action={
              <Button variant="quiet" busy={isFetching} onClick={() => void readAgain()}>
                {t('showNews')}
              </Button>
            }
          >
            {t('news')}
          </Banner>
        )
      }
      below={<Exports businessId={businessId} day={day} />}
    >
      {({ night }: { night: Night }) => <NightView night={night} screen={screen} view={view} />}
    </LiveScreen>
  );
}
