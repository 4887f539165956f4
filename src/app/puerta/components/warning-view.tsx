import { useQuery } from '@tanstack/react-query';
import { UserPlus } from 'lucide-react';
import { useTranslations } from 'use-intl';
import { Tags } from '@/app/reservas/components/tags';
import type { IntendedCount } from '@/modules/attendance/client/count';
import { nightApi } from '@/modules/attendance/client/night-api';
import type { Reservation } from '@/modules/reservations/wire';
import { localTimeOf } from '@/modules/venues/business-day';
import { warningOf } from '../flow/party';
import { AnswerButton, AnswerScreen, AnswerText } from './answer-screen';
import { useArrivalText, usePartyText } from './use-result-text';

interface WarningViewProps {
  party: Reservation;
  businessId: string;
  timeZone: string;
  /** The last count of this phone for the party that no server has decided. */
  own: IntendedCount | null;
  onNext: () => void;
  /** Someone more of the party comes in. */
  onInsist: () => void;
}

/** A pass that was used up, or a closed reservation: said over the whole screen before anybody is counted. */
export function WarningView({ party, businessId, timeZone, own, onNext, onInsist }: WarningViewProps) {
  const t = useTranslations('puerta');
  const when = usePartyText(timeZone);
  const { id, customerName, scanCount: inside, guestCount: max } = party;
  const warning = warningOf(party) ?? 'ALL_IN';
  if (warning !== 'ALL_IN') {
    return (
      <AnswerScreen
        testId="party-warning"
        tone="error"
        reason={warning}
        word={t('result.error')}
        name={t(`reason.${warning}.title`)}
        of={id}
        onNext={onNext}
      >
        <p className="font-semibold text-xl md:text-2xl">{when(party, warning)}</p>
        <AnswerText>{t(`reason.${warning}.body`)}</AnswerText>
      </AnswerScreen>
    );
  }
  return (
    <AnswerScreen
      testId="party-warning"
      tone="warning"
      reason={warning}
      word={t('warning.allIn', { count: max })}
      figure={t('result.count', { inside, max })}
      name={customerName}
      of={id}
      onNext={onNext}
      other={
        <AnswerButton icon={<UserPlus aria-hidden size={24} />} onClick={onInsist}>
          {t('warning.oneMore')}
        </AnswerButton>
      }
    >
      <Tags tags={party.tags} look="answer" className="justify-center landscape:justify-start" />
      {own ? (
        <AnswerText>
          {t('offline.here', { count: own.increment, time: localTimeOf(own.occurredAt, timeZone) })}
        </AnswerText>
      ) : (
        <LastArrival id={id} version={party.version} businessId={businessId} timeZone={timeZone} />
      )}
    </AnswerScreen>
  );
}

interface LastArrivalProps {
  id: string;
  /** The row's version: the party may be counted again while the warning is shown. */
  version: number;
  businessId: string;
  timeZone: string;
}

/** When the last people of the party came in, how many and by whom they were counted. */
function LastArrival({ id, version, businessId, timeZone }: LastArrivalProps) {
  const t = useTranslations('puerta.warning');
  const arrivalText = useArrivalText(timeZone);
  const { data, isError, fetchStatus } = useQuery({
    queryKey: ['last-arrival', businessId, id, version],
    queryFn: ({ signal }) => nightApi.lastArrival(businessId, id, signal),
    staleTime: 0,
  });
  if (!data) return <AnswerText>{t(isError || fetchStatus === 'paused' ? 'unknown' : 'asking')}</AnswerText>;
  const { arrival } = data;
  if (!arrival) return <AnswerText>{t('unknown')}</AnswerText>;
  return <AnswerText>{arrivalText(arrival)}</AnswerText>;
}
