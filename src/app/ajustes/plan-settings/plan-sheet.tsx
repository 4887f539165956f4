'use client';
import { Trash2 } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import { Button } from '@/ui/button';
import { FormSheet } from '@/ui/form-sheet';
import type { PlanWrite } from './use-plan-write';

interface PlanSheetProps {
  title: string;
  description?: string;
  placement?: 'centre' | 'side';
  write: PlanWrite;
  /** The verb of the form's button. */
  submitLabel?: string;
  onSubmit: () => void;
  /** Absent where there is nothing to remove yet. */
  onRemove?: (() => void) | undefined;
  onClose: () => void;
  children: ReactNode;
}

/** A form of one row of a venue's plan. */
export function PlanSheet({ write, submitLabel, onRemove, ...form }: PlanSheetProps) {
  const t = useTranslations('layout.form');
  const { failure, busy, question } = write;
  return (
    <FormSheet
      {...form}
      submitLabel={submitLabel ?? t('save')}
      busy={busy}
      failure={failure}
      aside={
        onRemove && (
          <Button
            variant="quiet"
            className="mr-auto"
            icon={<Trash2 aria-hidden size={18} />}
            disabled={busy}
            onClick={onRemove}
          >
            {t('remove')}
          </Button>
        )
      }
      after={question}
    />
  );
}
