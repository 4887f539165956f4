'use client';
import { CalendarX2, CircleAlert, CircleCheck, Clock3, Replace, Send } from 'lucide-react';
import type { ReactNode } from 'react';
import { useState } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import { isolate } from '@/i18n/isolate';
import type { Message } from '@/modules/messages/answers';
import { messagesApi } from '@/modules/messages/client/messages-api';
import { useErrorText } from '@/shell/use-error-text';
import { Badge, type Tone } from '@/ui/badge';
import { Button } from '@/ui/button';
import { toast } from '@/ui/toast';

interface MessageRowProps {
  message: Message;
  businessId: string;
  onChanged: () => Promise<void>;
}

const LOOKS: Record<Message['state'], { tone: Tone; icon: ReactNode }> = {
  WAITING: { tone: 'warn', icon: <Clock3 aria-hidden size={14} /> },
  SENDING: { tone: 'info', icon: <Send aria-hidden size={14} /> },
  SENT: { tone: 'ok', icon: <CircleCheck aria-hidden size={14} /> },
  FAILED: { tone: 'bad', icon: <CircleAlert aria-hidden size={14} /> },
  SUPERSEDED: { tone: 'neutral', icon: <Replace aria-hidden size={14} /> },
  EXPIRED: { tone: 'neutral', icon: <CalendarX2 aria-hidden size={14} /> },
};

/** One message with what became of it. */
export function MessageRow({ message, businessId, onChanged }: MessageRowProps) {
  const t = useTranslations('mail.screen');
  const format = useFormatter();
  const errorText = useErrorText();
  const [busy, setBusy] = useState(false);
  const { id, kind, recipient, state, reason, attempts, createdAt, sentAt, nextAt, repeatable } = message;
  const when = (at: string) => format.dateTime(new Date(at), { dateStyle: 'medium', timeStyle: 'short' });

  async function sendAgain() {
    setBusy(true);
    try {
      await messagesApi.sendAgain(businessId, id);
      toast.success(t('queued'));
    } catch (error) {
      toast.error(errorText(error));
    }
    await onChanged();
    setBusy(false);
  }

  return (
    <li data-testid="message" className="flex flex-wrap items-center gap-x-5 gap-y-2 px-4 py-3 sm:px-5">
      <div className="min-w-0 grow basis-64">
        <p className="font-semibold">{t(`kinds.${kind}`)}</p>
        <p className="break-all text-ink-soft text-sm">{recipient}</p>
        <p className="text-ink-faint text-sm">
          {sentAt !== null && state === 'SENT'
            ? t('sentAt', { when: when(sentAt) })
            : t('createdAt', { when: when(createdAt) })}
        </p>
        {state === 'FAILED' && reason !== null && <p className="text-bad-text text-sm">{t('refused', { reason })}</p>}
        {nextAt !== null && reason !== null && (
          <p className="text-sm text-warn-text">{t('retry', { count: attempts, reason, when: when(nextAt) })}</p>
        )}
      </div>
      <Badge {...LOOKS[state]}>{t(`states.${state}`)}</Badge>
      {repeatable && (
        <Button
          busy={busy}
          aria-label={t('againFor', { recipient: isolate(recipient) })}
          icon={<Send aria-hidden size={16} />}
          onClick={() => void sendAgain()}
        >
          {t('again')}
        </Button>
      )}
    </li>
  );
}
