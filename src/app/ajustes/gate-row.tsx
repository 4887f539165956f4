'use client';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { isolate } from '@/i18n/isolate';
import { gatesApi } from '@/modules/gates/client/gates-api';
import type { Gate } from '@/modules/gates/wire';
import { useErrorText } from '@/shell/use-error-text';
import { Badge } from '@/ui/badge';
import { Button } from '@/ui/button';
import { ConfirmDialog } from '@/ui/confirm-dialog';
import { toast } from '@/ui/toast';

interface GateRowProps {
  gate: Gate;
  businessId: string;
  mayEdit: boolean;
  onEdit: () => void;
  onChanged: () => Promise<void>;
}

/** One gate: what is counted there, and whether devices may choose it. */
export function GateRow({ gate, businessId, mayEdit, onEdit, onChanged }: GateRowProps) {
  const t = useTranslations('settings.gates');
  const errorText = useErrorText();
  const [isAsked, setAsked] = useState(false);
  const [busy, setBusy] = useState(false);
  const { name, direction, active } = gate;

  async function put(isActive: boolean) {
    setBusy(true);
    try {
      await gatesApi.update(businessId, gate, { active: isActive });
      setAsked(false);
    } catch (error) {
      toast.error(errorText(error));
    }
    await onChanged();
    setBusy(false);
  }

  return (
    <li data-testid="gate" className="flex flex-wrap items-center gap-x-4 gap-y-2 py-3">
      <div className="min-w-0 grow basis-48">
        <p className="flex flex-wrap items-center gap-x-3 gap-y-1 font-semibold">
          <span className="min-w-0 break-words">{name}</span>
          {!active && <Badge tone="neutral">{t('off')}</Badge>}
        </p>
        <p className="text-ink-soft text-sm">{t(`directions.${direction}`)}</p>
      </div>
      {mayEdit && (
        <div className="flex flex-wrap gap-2">
          <Button onClick={onEdit} aria-label={t('editNamed', { name: isolate(name) })}>
            {t('edit')}
          </Button>
          {active ? (
            <Button onClick={() => setAsked(true)} aria-label={t('putOffNamed', { name: isolate(name) })}>
              {t('putOff')}
            </Button>
          ) : (
            <Button busy={busy} onClick={() => void put(true)} aria-label={t('putOnNamed', { name: isolate(name) })}>
              {t('putOn')}
            </Button>
          )}
        </div>
      )}
      <ConfirmDialog
        open={isAsked}
        onOpenChange={setAsked}
        title={t('putOffTitle', { name: isolate(name) })}
        body={t('putOffBody')}
        tone="primary"
        confirmLabel={t('putOff')}
        busy={busy}
        onConfirm={() => void put(false)}
      />
    </li>
  );
}
