import { Redo2, Save, Undo2 } from 'lucide-react';
import { useTranslations } from 'use-intl';
import { Button } from '@/ui/button';
import { IconButton } from '@/ui/icon-button';
import type { History } from './plan-history';

interface PlanToolbarProps {
  history: History;
  /** How many tables stand elsewhere than the server has them. */
  changed: number;
  busy: boolean;
  /** Something must be decided first. */
  isBlocked: boolean;
  onStep: (step: 'undo' | 'redo') => void;
  onSave: () => void;
}

/** The steps of the editor, and what is not saved yet. */
export function PlanToolbar({ history, changed, busy, isBlocked, onStep, onSave }: PlanToolbarProps) {
  const t = useTranslations('layout.editor');
  return (
    <div className="flex flex-wrap items-center gap-2">
      <IconButton
        variant="outline"
        label={t('undo')}
        icon={<Undo2 aria-hidden size={18} />}
        disabled={history.past.length === 0}
        onClick={() => onStep('undo')}
      />
      <IconButton
        variant="outline"
        label={t('redo')}
        icon={<Redo2 aria-hidden size={18} />}
        disabled={history.future.length === 0}
        onClick={() => onStep('redo')}
      />
      <p role="status" data-testid="unsaved" className="min-w-0 grow text-ink-soft text-sm">
        {t('unsaved', { count: changed })}
      </p>
      <Button
        variant="primary"
        icon={<Save aria-hidden size={18} />}
        busy={busy}
        disabled={changed === 0 || isBlocked}
        onClick={onSave}
      >
        {t('save')}
      </Button>
    </div>
  );
}
