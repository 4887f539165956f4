import { useTranslations } from 'use-intl';
import { isolate } from '@/i18n/isolate';
import type { IntendedCount } from './count';

export interface CountText {
  /** Who is counted. */
  readonly who: string;
  /** How many come or leave, and whether that takes back another count. */
  readonly what: string;
  /** Why it waits. */
  readonly waits: string;
}

/** An undecided count in words. */
export function useCountText(): (count: IntendedCount) => CountText {
  const t = useTranslations('counts');
  return ({ target, flow, increment, label, basis }) => {
    const people = flow === 'IN' ? increment : -increment;
    const isUndo = 'undoOf' in target;
    const side = people < 0 ? t('out', { count: -people }) : t('in', { count: people });
    const strangers = 'category' in target ? (target.category ?? t(flow === 'IN' ? 'strangers' : 'leaving')) : null;
    const isIn = people > 0 && !isUndo;
    return {
      who: strangers ?? (isolate(label ?? '') || t(isUndo ? 'earlier' : 'unknown')),
      what: isUndo ? [t('undo'), side].join(' · ') : side,
      waits: t(basis === 'LIVE' ? 'waiting' : isIn ? 'waitingIn' : 'waitingKept'),
    };
  };
}
