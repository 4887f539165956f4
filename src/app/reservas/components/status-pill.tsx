'use client';
import { Ban, CircleCheck, CircleDashed, CircleQuestionMark, DoorOpen, Flag, UserX } from 'lucide-react';
import { useTranslations } from 'use-intl';
import type { ReservationStatus } from '@/modules/reservations/wire';
import type { Open } from '@/realtime/protocol/events';
import { Badge, type Tone } from '@/ui/badge';

export const STATUS_ICONS = {
  PENDING: CircleDashed,
  CONFIRMED: CircleCheck,
  CHECKED_IN: DoorOpen,
  COMPLETED: Flag,
  CANCELLED: Ban,
  NO_SHOW: UserX,
} satisfies Record<ReservationStatus, unknown>;

const TONES: Record<ReservationStatus, Tone> = {
  PENDING: 'warn',
  CONFIRMED: 'info',
  CHECKED_IN: 'ok',
  COMPLETED: 'neutral',
  CANCELLED: 'bad',
  NO_SHOW: 'neutral',
};

/** A status that a newer version added is drawn without a colour or name of its own. */
export function StatusPill({ status }: { status: Open<ReservationStatus> }) {
  const t = useTranslations('reservas.status');
  if (!isKnown(status)) {
    return <Badge icon={<CircleQuestionMark aria-hidden size={14} strokeWidth={2.5} />}>{t('unknown')}</Badge>;
  }
  const Icon = STATUS_ICONS[status];
  return (
    <Badge tone={TONES[status]} open={status === 'PENDING'} icon={<Icon aria-hidden size={14} strokeWidth={2.5} />}>
      {t(status)}
    </Badge>
  );
}

function isKnown(status: Open<ReservationStatus>): status is ReservationStatus {
  return Object.hasOwn(TONES, status);
}
