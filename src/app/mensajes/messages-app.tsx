'use client';
import { CircleAlert, Mail, NotebookPen } from 'lucide-react';
import Link from 'next/link';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { livePage } from '@/app/live/live-page';
import { LiveScreen } from '@/app/live/live-screen';
import { useLiveList } from '@/app/live/use-live-list';
import type { Message } from '@/modules/messages/answers';
import { MESSAGES_SENT } from '@/modules/messages/client/message-list';
import type { ShellProps } from '@/shell/types';
import { Banner } from '@/ui/banner';
import { buttonClass } from '@/ui/button-class';
import { Chips } from '@/ui/chips';
import { EmptyState } from '@/ui/empty-state';
import { MessageRow } from './message-row';

export interface MessagesAppProps {
  businessId: string;
  shell: ShellProps;
}

/** What was sent, what waits and what failed: live, like every other screen. */
export const MessagesApp = livePage(Outbox);

const GROUPS = ['all', 'waiting', 'sent', 'failed'] as const;
type Group = (typeof GROUPS)[number];

const STATES: Record<Exclude<Group, 'all'>, readonly Message['state'][]> = {
  waiting: ['WAITING', 'SENDING'],
  sent: ['SENT'],
  failed: ['FAILED', 'EXPIRED'],
};

const isIn = (group: Group, { state }: Message) => group === 'all' || STATES[group].includes(state);

function Outbox({ businessId, shell }: MessagesAppProps) {
  const t = useTranslations('mail.screen');
  const read = useLiveList(MESSAGES_SENT, businessId);
  const { list, readAgain } = read;
  const [group, setGroup] = useState<Group>('all');
  const shown = list?.messages.filter((message) => isIn(group, message)) ?? [];
  return (
    <LiveScreen
      shell={shell}
      read={read}
      title={t('title')}
      lead={t('lead')}
      failed={t('failed')}
      actions={
        <Link href={`/mensajes/plantillas?local=${encodeURIComponent(shell.current)}`} className={buttonClass({})}>
          <NotebookPen aria-hidden size={18} />
          {t('templates')}
        </Link>
      }
      above={
        list?.sends === false && (
          <Banner tone="warn" icon={<CircleAlert size={18} />}>
            {t('off')}
          </Banner>
        )
      }
    >
      {({ messages }) =>
        messages.length === 0 ? (
          <EmptyState
            icon={<Mail size={28} />}
            title={t('empty')}
            body={t('emptyBody')}
            action={
              <a href={`/reservas?local=${encodeURIComponent(shell.current)}`} className={buttonClass({})}>
                {t('toList')}
              </a>
            }
          />
        ) : (
          <>
            <Chips
              quiet
              label={t('filter')}
              value={group}
              onValueChange={setGroup}
              chips={GROUPS.map((value) => ({
                value,
                label: `${t(`groups.${value}`)} ${messages.filter((message) => isIn(value, message)).length}`,
              }))}
            />
            {shown.length === 0 ? (
              <p className="text-ink-soft">{t('none')}</p>
            ) : (
              <ul data-testid="messages" className="divide-y divide-line rounded-card bg-surface ring-1 ring-line">
                {shown.map((message) => (
                  <MessageRow key={message.id} message={message} businessId={businessId} onChanged={readAgain} />
                ))}
              </ul>
            )}
          </>
        )
      }
    </LiveScreen>
  );
}
