import { useFormatter, useTranslations } from 'use-intl';
import { isolate } from '@/i18n/isolate';
import { EntryKind, ScanReason } from '@/modules/attendance/answers';
import type { Line, Party } from '@/modules/evidence/rules';
import { ERASED_NAME } from '@/modules/privacy/rules';
import { useEvidence } from './evidence-context';

/** Reasons that only what is held, or a count by hand, has. */
const OWN_REASONS = ['WAITS_FOR_ENTRY', 'UNREADABLE', 'DEVICE_REVOKED', 'NOT_COUNTABLE'] as const;
const REFUSALS = [...ScanReason.options, 'COUNT_BELOW_ZERO'] as const;
const BASES = ['LIVE', 'MANIFEST', 'SIGNATURE', 'MANUAL'] as const;

/** A line in words. */
export function useLineText() {
  const t = useTranslations('evidence');
  const reasons = useTranslations('reservas.history.reasons');
  const format = useFormatter();
  const { timeZone } = useEvidence();
  const kindText = (kind: string | null) => t(`kind.${EntryKind.options.find((known) => known === kind) ?? 'other'}`);
  const basisOf = (basis: string | null) => BASES.find((known) => known === basis);
  return {
    time: (at: number) =>
      format.dateTime(new Date(at), { timeZone, hour: '2-digit', minute: '2-digit', second: '2-digit' }),
    /** By how many people the line changes, or would have changed, who is inside. */
    people: ({ delta, flow }: Line) =>
      delta === null ? '' : format.number(flow === 'OUT' ? -delta : delta, { signDisplay: 'exceptZero' }),
    kind: ({ state, kind, of }: Line) => {
      if (state === 'REFUSED') return t('kind.REFUSED');
      if (state === 'HELD') return t('kind.HELD', { kind: kindText(kind) });
      return kind === 'UNDO' ? t('undoOf', { kind: kindText(of) }) : kindText(kind);
    },
    party: ({ name, code }: Party) => `${name === ERASED_NAME ? t('erased') : isolate(name)} · ${code}`,
    basis: ({ basis }: Line) => {
      const known = basisOf(basis);
      return known === undefined ? null : t(`basis.${known}`);
    },
    /** What a person wrote, or the rule in words. */
    reason: ({ state, reason }: Line) => {
      if (reason === null || state === 'COUNTED') return reason;
      const own = OWN_REASONS.find((known) => known === reason);
      if (own) return t(`reason.${own}`);
      return reasons(REFUSALS.find((known) => known === reason) ?? 'other');
    },
  };
}
