'use client';
import { useFormatter, useTranslations } from 'use-intl';
import type { AuditRow } from '@/modules/monitor/answers';
import type { AuditVerdict } from '@/modules/monitor/audit-answers';
import { Badge, type Tone } from '@/ui/badge';
import { Nothing, SideCard } from './side-card';
import { useDeviceText } from './use-device-text';

const TONES: Record<AuditVerdict, Tone> = {
  'in-sync': 'ok',
  healed: 'ok',
  differs: 'bad',
  moved: 'neutral',
  silent: 'neutral',
};
const SHOWN = 8;

/** The newest verdicts of device checks. */
export function AuditList({ audits, now }: { audits: readonly AuditRow[]; now: string }) {
  const t = useTranslations('monitor.audits');
  return (
    <SideCard title={t('title')}>
      {audits.length === 0 ? (
        <Nothing text={t('empty')} />
      ) : (
        <ul data-testid="audit-list">
          {audits.slice(0, SHOWN).map((audit) => (
            <li key={audit.id} className="border-line border-b px-5 py-3 last:border-0">
              <AuditEntry audit={audit} now={now} named />
            </li>
          ))}
        </ul>
      )}
    </SideCard>
  );
}

/** One verdict; `named` also shows whose device it is. */
export function AuditEntry({ audit, now, named = false }: { audit: AuditRow; now: string; named?: boolean }) {
  const t = useTranslations('monitor.audits');
  const format = useFormatter();
  const text = useDeviceText();
  const { verdict, rows, seq, at, differences } = audit;
  return (
    <div data-verdict={verdict} className="text-sm">
      <div className="flex items-center justify-between gap-3">
        <p className="min-w-0 truncate">
          {named ? `${text.person(audit.userName)} · ${text.device(audit.device)}` : t('rows', { count: rows, seq })}
        </p>
        <Badge tone={TONES[verdict] ?? 'neutral'}>
          {t(`verdicts.${t.has(`verdicts.${verdict}`) ? verdict : 'unknown'}`)}
        </Badge>
      </div>
      <p className="text-ink-faint">
        {named && verdict !== 'silent' && `${t('rows', { count: rows, seq })} · `}
        <time dateTime={at}>{text.ago(at, now)}</time>
      </p>
      {differences.map(({ id, kind, parts }) => (
        <p key={id} className="text-bad-text">
          {t(`difference.${kind}`, { parts: format.list(parts.map((part) => t(`parts.${part}`))) })}{' '}
          <span className="break-all font-mono text-xs">{id.slice(0, 8)}</span>
        </p>
      ))}
    </div>
  );
}
