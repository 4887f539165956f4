import { Copy, RotateCcw, RotateCw, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import { SHAPES } from '@/modules/tables/rules';
import type { Plan } from '@/modules/tables/wire';
import { Button } from '@/ui/button';
import { Chips } from '@/ui/chips';
import { IconButton } from '@/ui/icon-button';
import { Stepper } from '@/ui/stepper';
import { resizedTo, TURN, turnedBy } from './plan-geometry';
import type { Placed } from './use-plan-draft';

interface PlanPanelProps {
  table: Placed;
  onChange: (plan: Plan | null, gesture?: string) => void;
  onDuplicate: () => Promise<void>;
}

/** Where the chosen table stands, and everything that can be done with it besides moving it. */
export function PlanPanel({ table: { name, maxSeats, plan }, onChange, onDuplicate }: PlanPanelProps) {
  const t = useTranslations('layout.editor');
  const form = useTranslations('layout.form');
  const format = useFormatter();
  const [busy, setBusy] = useState(false);
  const metres = (units: number) => format.number(units / 10, { maximumFractionDigits: 1 });
  const size = (side: 'width' | 'height') => (
    <Stepper
      label={t(side)}
      value={plan[side] * 10}
      min={40}
      max={1000}
      decrementLabel={form('fewer', { of: t(side) })}
      incrementLabel={form('more', { of: t(side) })}
      step={10}
      onValueChange={(cm) => {
        const next = { ...plan, [side]: Math.round(cm / 10) };
        onChange(resizedTo(plan, next.width, next.height));
      }}
    />
  );
  return (
    <section
      aria-label={t('chosen')}
      data-testid="plan-panel"
      className="grid gap-4 rounded-card bg-surface p-4 ring-1 ring-line"
    >
      <div>
        <h2 className="display text-lg">{name}</h2>
        <p role="status" className="text-ink-soft text-sm">
          {t('where', {
            ...{ seats: maxSeats, left: metres(plan.x), top: metres(plan.y), turn: plan.turn },
            ...{ width: plan.width * 10, height: plan.height * 10 },
          })}
        </p>
      </div>
      <Chips
        label={t('shape')}
        value={plan.shape}
        chips={SHAPES.map((value) => ({ value, label: t(`shapes.${value}`) }))}
        onValueChange={(shape) => onChange({ ...plan, shape })}
      />
      <div className="grid grid-cols-2 gap-3 lg:grid-cols-1">
        {size('width')}
        {size('height')}
      </div>
      <div className="flex flex-wrap gap-2">
        <IconButton
          variant="outline"
          label={t('turnLeft', { degrees: TURN })}
          icon={<RotateCcw aria-hidden size={18} />}
          onClick={() => onChange(turnedBy(plan, -TURN))}
        />
        <IconButton
          variant="outline"
          label={t('turnRight', { degrees: TURN })}
          icon={<RotateCw aria-hidden size={18} />}
          onClick={() => onChange(turnedBy(plan, TURN))}
        />
        <Button
          icon={<Copy aria-hidden size={18} />}
          busy={busy}
          onClick={() => {
            setBusy(true);
            void onDuplicate().finally(() => setBusy(false));
          }}
        >
          {t('duplicate')}
        </Button>
        <Button variant="quiet" icon={<Trash2 aria-hidden size={18} />} onClick={() => onChange(null)}>
          {t('takeOff')}
        </Button>
      </div>
      <p className="text-ink-faint text-xs max-lg:hidden">{t('keys')}</p>
    </section>
  );
}
