import { CircleAlert } from 'lucide-react';
import { useTranslations } from 'use-intl';
import { Banner } from '@/ui/banner';
import { Button } from '@/ui/button';
import type { FormFailure } from './use-reservation-form';

interface FormFailureNoticeProps {
  failure: FormFailure;
  busy: boolean;
  onCopy: () => void;
  onRestore: (id: string) => void;
}

/** Why the form was not saved, with the next step if there is one. */
export function FormFailureNotice({ failure, busy, onCopy, onRestore }: FormFailureNoticeProps) {
  const t = useTranslations('reservas');
  const { text, copy, deletedId } = failure;
  const way =
    deletedId !== undefined
      ? { label: t('form.restore'), go: () => onRestore(deletedId) }
      : copy
        ? { label: t('delete.copy'), go: onCopy }
        : null;
  return (
    <Banner
      role="alert"
      tone="bad"
      icon={<CircleAlert size={18} />}
      action={
        way && (
          <Button size="sm" variant="quiet" busy={busy} className="text-bad-text" onClick={way.go}>
            {way.label}
          </Button>
        )
      }
    >
      {text}
    </Banner>
  );
}
