'use client';
import { CircleAlert } from 'lucide-react';
import { type ReactNode, useId } from 'react';
import { useTranslations } from 'use-intl';
import { Banner } from './banner';
import { Button } from './button';
import { Form } from './form';
import { Sheet } from './sheet';

interface FormSheetProps {
  title: ReactNode;
  description?: ReactNode;
  placement?: 'centre' | 'side';
  /** The verb of the form's button. */
  submitLabel: string;
  busy: boolean;
  /** What was said against the last attempt; null when nothing. */
  failure: string | null;
  /** At the other side of the buttons. */
  aside?: ReactNode;
  /** In the sheet, outside of the form. */
  after?: ReactNode;
  onSubmit: () => void;
  onClose: () => void;
  children: ReactNode;
}

/** A form in a sheet. What was typed stays while it is sent, and when it is refused. */
export function FormSheet({ submitLabel, busy, failure, aside, after, children, ...sheet }: FormSheetProps) {
  const t = useTranslations('common');
  const formId = useId();
  const { onSubmit, onClose, ...head } = sheet;
  return (
    <Sheet
      {...head}
      open
      onOpenChange={(opened) => !opened && !busy && onClose()}
      footer={
        <>
          {aside}
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button type="submit" form={formId} variant="primary" busy={busy} className="max-sm:grow">
            {submitLabel}
          </Button>
        </>
      }
    >
      <Form id={formId} onSubmit={onSubmit} className="grid gap-5 *:min-w-0">
        {children}
        {failure && (
          <Banner role="alert" tone="bad" icon={<CircleAlert size={18} />}>
            {failure}
          </Banner>
        )}
      </Form>
      {after}
    </Sheet>
  );
}
