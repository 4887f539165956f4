'use client';
import { ArrowRight, CircleAlert } from 'lucide-react';
import { useId, useState } from 'react';
import { useTranslations } from 'use-intl';
import { isolate } from '@/i18n/isolate';
import { hasSatDown } from '@/modules/reservations/rules';
import type { Reservation } from '@/modules/reservations/wire';
import { Banner } from '@/ui/banner';
import { Button } from '@/ui/button';
import { ConfirmDialog } from '@/ui/confirm-dialog';
import { Form } from '@/ui/form';
import { Sheet } from '@/ui/sheet';
import { TextField } from '@/ui/text-field';
import { useDay } from '../reservas/components/day-context';
import { useVenueScreen } from '../reservas/components/venue-context';
import { timeText } from './frame';
import { firstKindOf } from './obstacle';
import { usePlan } from './plan-context';
import type { Question } from './use-plan-moves';

/** Asks before others are moved, and shows who is in the way. */
export function QuestionSheet() {
  const { question } = usePlan().moves;
  if (!question) return null;
  return question.kind === 'moves' ? (
    <Moves question={question} />
  ) : (
    <Taken key={question.row.id} question={question} />
  );
}

function Moves({ question: { row, moves } }: { question: Extract<Question, { kind: 'moves' }> }) {
  const t = useTranslations('plan');
  const { rules } = useVenueScreen();
  const { moves: plan } = usePlan();
  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => !open && plan.dismiss()}
      title={t('moves.title', { count: moves.length })}
      body={
        <div className="grid gap-2">
          <p>{t('moves.body', { name: isolate(row.customerName) })}</p>
          <ul data-testid="plan-moves" className="grid gap-1.5 text-ink">
            {moves.map(({ reservationId, customerName, reservedAt, from, to }) => (
              <li key={reservationId} className="flex flex-wrap items-center gap-x-2">
                <span className="font-semibold">{customerName}</span>
                <span className="tabular-nums">{timeText(Date.parse(reservedAt), rules.timeZone)}</span>
                <span>{from}</span>
                <ArrowRight aria-hidden size={15} />
                <span className="sr-only">{t('moves.to')}</span>
                <span>{to}</span>
              </li>
            ))}
          </ul>
        </div>
      }
      confirmLabel={t('moves.confirm')}
      tone="primary"
      busy={plan.isBusy}
      onConfirm={() => void plan.answer()}
    />
  );
}

type Blocked = Exclude<Question, { kind: 'moves' }>;

function Taken({ question }: { question: Blocked }) {
  const t = useTranslations('plan');
  const common = useTranslations('common');
  const { rules } = useVenueScreen();
  const { live } = useDay();
  const { moves, namesOf } = usePlan();
  const formId = useId();
  const [reason, setReason] = useState('');
  const [isTried, setTried] = useState(false);
  const { row, obstacle } = question;
  const { taken } = obstacle;
  const rows = new Map(live.reservas.map((each) => [each.id, each]));
  const sitting = [...new Set(taken.map(({ reservationId }) => reservationId))].flatMap((id) => {
    const other = rows.get(id ?? '');
    return other && hasSatDown(other) ? other : [];
  });
  const send = () => {
    setTried(true);
    if (reason.trim() !== '') void moves.answer(reason.trim());
  };
  const time = (at: string) => timeText(Date.parse(at), rules.timeZone);
  return (
    <Sheet
      open
      onOpenChange={(open) => !open && moves.dismiss()}
      title={t(question.kind === 'sits' ? 'taken.sitsTitle' : 'taken.title')}
      description={`${isolate(row.customerName)} · ${t('people', { count: row.guestCount })}`}
      footer={
        <>
          <Button onClick={() => moves.dismiss()}>{common('cancel')}</Button>
          <Button type="submit" form={formId} variant="danger" busy={moves.isBusy} className="max-sm:grow">
            {t('taken.anyway')}
          </Button>
        </>
      }
    >
      <div className="grid gap-5" data-testid="plan-taken">
        <Banner tone="warn" icon={<CircleAlert size={18} />}>
          {obstacle.obstacle !== null
            ? t(`taken.obstacle.${obstacle.obstacle}`)
            : t(`taken.first.${firstKindOf(obstacle)}`)}
        </Banner>
        {taken.length > 0 && (
          <ul className="grid gap-2 text-sm">
            {taken.map(({ kind, reservationId, tableId, from, until }) => (
              <li
                key={`${kind} ${reservationId} ${tableId} ${from}`}
                className="flex flex-wrap gap-x-2 rounded-control bg-sunken px-3 py-2"
              >
                <span className="font-semibold">
                  {nameOf(rows.get(reservationId ?? '')) ?? t(`taken.kinds.${kind}`)}
                </span>
                <span className="tabular-nums">{t('stay', { from: time(from), until: time(until) })}</span>
                <span>{namesOf([tableId])}</span>
              </li>
            ))}
          </ul>
        )}
        {question.kind === 'sits' && sitting.length > 0 && (
          <Button variant="primary" busy={moves.isBusy} onClick={() => void moves.clear(sitting)}>
            {t('taken.gone')}
          </Button>
        )}
        <Form id={formId} onSubmit={send}>
          <TextField
            label={t('taken.reason')}
            hint={t('taken.reasonHint')}
            value={reason}
            maxLength={200}
            onChange={(event) => setReason(event.target.value)}
            error={isTried && reason.trim() === '' ? t('taken.reasonMissing') : undefined}
          />
        </Form>
      </div>
    </Sheet>
  );
}

const nameOf = (row: Reservation | undefined) => (row ? isolate(row.customerName) : null);
