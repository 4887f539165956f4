import { ArrowLeftRight, LogIn, LogOut, Waypoints } from 'lucide-react';
import { useFormatter, useTranslations } from 'use-intl';
import { isolate } from '@/i18n/isolate';
import type { OccupancySnapshot } from '@/modules/attendance/client/occupancy-list';
import type { Device } from '@/modules/devices/wire';
import type { Gate } from '@/modules/gates/wire';
import { Badge } from '@/ui/badge';
import { Nothing, Part } from './part';
import type { Night } from './use-night';

const WAYS = { IN: LogIn, OUT: LogOut, BOTH: ArrowLeftRight } as const;

type Figures = Omit<OccupancySnapshot['byGate'][number], 'gateId'>;
const NO_FIGURES: Figures = { entered: 0, left: 0 };

interface GatesPartProps {
  gates: Night['gates'];
  byGate: OccupancySnapshot['byGate'];
  /** The paired phones; null where the member does not see them. */
  phones: readonly Device[] | null;
}

/** What each gate has counted, and the phones that count there. */
export function GatesPart({ gates, byGate, phones }: GatesPartProps) {
  const t = useTranslations('tonight.gates');
  return (
    <Part read={gates} title={t('title')} failed={t('failed')} testId="tonight-gates">
      {({ rows }) => {
        const known = new Set(rows.map(({ id }) => id));
        const others = byGate.filter(({ gateId }) => gateId === null || !known.has(gateId));
        const without = others.reduce(
          (sum, { entered, left }) => ({ entered: sum.entered + entered, left: sum.left + left }),
          NO_FIGURES,
        );
        if (rows.length === 0) return <Nothing>{t('none')}</Nothing>;
        return (
          <ul className="divide-y divide-line border-line border-t">
            {rows.map((gate) => (
              <GateRow
                key={gate.id}
                gate={gate}
                figures={byGate.find(({ gateId }) => gateId === gate.id) ?? NO_FIGURES}
                phones={phones?.filter(({ gateIds }) => gateIds.length === 0 || gateIds.includes(gate.id)) ?? null}
              />
            ))}
            {(without.entered !== 0 || without.left !== 0) && <GateRow gate={null} figures={without} phones={null} />}
          </ul>
        );
      }}
    </Part>
  );
}

interface GateRowProps {
  /** Null for what was counted at no gate. */
  gate: Gate | null;
  figures: Figures;
  phones: readonly Device[] | null;
}

function GateRow({ gate, figures: { entered, left }, phones }: GateRowProps) {
  const t = useTranslations('tonight.gates');
  const ways = useTranslations('puerta.gate.ways');
  const format = useFormatter();
  const Way = gate ? WAYS[gate.direction] : Waypoints;
  const net = format.number(entered - left, { signDisplay: 'exceptZero' });
  return (
    <li data-testid="tonight-gate" className="px-4 py-3 sm:px-5">
      <p className="flex flex-wrap items-center gap-x-2 gap-y-1 font-semibold">
        <Way aria-hidden size={18} className="shrink-0 text-ink-soft" />
        <span className="min-w-0 break-words">{gate?.name ?? t('noGate')}</span>
        {gate && <span className="font-normal text-ink-soft text-sm">{ways(gate.direction)}</span>}
        {gate && !gate.active && <Badge>{t('off')}</Badge>}
      </p>
      <dl className="mt-1 flex flex-wrap gap-x-5 gap-y-1 text-sm">
        {[
          { label: t('entered'), value: format.number(entered) },
          { label: t('left'), value: format.number(left) },
          { label: t('net'), value: net },
        ].map(({ label, value }) => (
          <div key={label} className="flex items-baseline gap-1.5">
            <dt className="text-ink-soft">{label}</dt>
            <dd className="font-semibold tabular-nums">{value}</dd>
          </div>
        ))}
      </dl>
      {phones && gate?.active && (
        <p className="mt-1 text-pretty text-ink-soft text-sm">
          {phones.length === 0
            ? t('noPhones')
            : t('phones', { names: format.list(phones.map(({ name }) => isolate(name))) })}
        </p>
      )}
    </li>
  );
}
