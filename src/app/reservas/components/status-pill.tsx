'use client';
import { Ban, CircleCheck, CircleDashed, DoorOpen, Flag, UserX } from 'lucide-react';
import { useTranslations } from 'use-intl';
import type { ReservationStatus } from '@/realtime/protocol/reservation';
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

export function StatusPill({ status }: { status: ReservationStatus }) {
  const t = useTranslations('reservas.status');
  const Icon = STATUS_ICONS[status];
  return (
    <Badge tone={TONES[status]} icon={<Icon aria-hidden size={14} strokeWidth={2.5} />}>
      {t(status)}
    </Badge>
  );
}
