'use client';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { gatesApi } from '@/modules/gates/client/gates-api';
import { DIRECTIONS } from '@/modules/gates/rules';
import type { Gate } from '@/modules/gates/wire';
import { ApiError } from '@/platform/browser/http';
import { useErrorText } from '@/shell/use-error-text';
import { FormSheet } from '@/ui/form-sheet';
import { Select } from '@/ui/select';
import { TextField } from '@/ui/text-field';

interface EditGateSheetProps {
  businessId: string;
  /** Null for a new one. */
  gate: Gate | null;
  onChanged: () => Promise<void>;
  onClose: () => void;
}

/** The name of a gate, and what is counted there. */
export function EditGateSheet({ businessId, gate, onChanged, onClose }: EditGateSheetProps) {
  const t = useTranslations('settings.gates');
  const errorText = useErrorText();
  const [name, setName] = useState(gate?.name ?? '');
  const [direction, setDirection] = useState<Gate['direction']>(gate?.direction ?? 'BOTH');
  const [isTried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const isMissing = name.trim() === '';

  async function send() {
    setTried(true);
    setFailure(null);
    if (isMissing) return;
    setBusy(true);
    const fields = { name: name.trim(), direction };
    try {
      await (gate ? gatesApi.update(businessId, gate, fields) : gatesApi.create(businessId, fields));
      await onChanged();
      onClose();
    } catch (error) {
      const isMet = error instanceof ApiError && error.code === 'VERSION_CONFLICT';
      setFailure(isMet ? t('conflict') : errorText(error));
      if (isMet) await onChanged();
      setBusy(false);
    }
  }

  return (
    <FormSheet
      title={t(gate ? 'editTitle' : 'addTitle')}
      submitLabel={t('save')}
      busy={busy}
      failure={failure}
      onSubmit={() => void send()}
      onClose={onClose}
    >
      <TextField
        label={t('name')}
        hint={t('nameHint')}
        error={isTried && isMissing ? t('nameMissing') : undefined}
        value={name}
        maxLength={40}
        autoComplete="off"
        onChange={(event) => setName(event.target.value)}
      />
      <Select
        label={t('direction')}
        value={direction}
        options={DIRECTIONS.map((value) => ({ value, label: t(`directions.${value}`) }))}
        onValueChange={setDirection}
      />
    </FormSheet>
  );
}
