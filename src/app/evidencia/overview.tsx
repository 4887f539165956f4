'use client';
import { ReceiptText } from 'lucide-react';
import { useTranslations } from 'use-intl';
import { EmptyState } from '@/ui/empty-state';
import { ByGate, ByPerson } from './breakdown';
import { useEvidence } from './evidence-context';
import { Figures } from './figures';
import { Incidents } from './incidents';
import { Replay } from './replay';

/** The figures of a night, and the night replayed. */
export function Overview() {
  const t = useTranslations('evidence');
  const { night } = useEvidence();
  if (night.lines.length === 0 && night.incidents.length === 0)
    return <EmptyState icon={<ReceiptText size={28} />} title={t('empty')} body={t('emptyBody')} />;
  return (
    <>
      <Figures />
      {/* Another night begins at its own end. */}
      <Replay key={`${night.day} ${night.readAt}`} />
      {night.incidents.length > 0 && <Incidents />}
      <ByGate />
      <ByPerson />
    </>
  );
}
