'use client';
import { useState } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import type { Invitation } from '@/modules/members/answers';
import { membersApi } from '@/modules/members/client/members-api';
import { useErrorText } from '@/shell/use-error-text';
import { Button } from '@/ui/button';
import { toast } from '@/ui/toast';
import type { RoleChoice } from './use-role-choice';

interface InvitationListProps {
  invitations: readonly Invitation[];
  businessId: string;
  choice: RoleChoice;
  onChanged: () => Promise<void>;
}

/** The invitations that nobody has accepted yet. A link itself is shown only when it is made. */
export function InvitationList({ invitations, businessId, choice, onChanged }: InvitationListProps) {
  const t = useTranslations('members');
  const format = useFormatter();
  const errorText = useErrorText();
  const [busyId, setBusyId] = useState<string | null>(null);
  if (invitations.length === 0) return null;

  async function revoke(id: string) {
    setBusyId(id);
    try {
      await membersApi.revoke(businessId, id);
      toast.success(t('revoked'));
    } catch (error) {
      toast.error(errorText(error));
    }
    await onChanged();
    setBusyId(null);
  }

  return (
    <section aria-labelledby="invitaciones">
      <h2 id="invitaciones" className="display mb-3 text-lg">
        {t('open')}
      </h2>
      <ul data-testid="invitations" className="divide-y divide-line rounded-card bg-surface ring-1 ring-line">
        {invitations.map(({ id, email, expiresAt, ...held }) => (
          <li key={id} className="flex flex-wrap items-center justify-between gap-x-5 gap-y-2 px-4 py-3 sm:px-5">
            <div className="min-w-0">
              <p className="break-all font-semibold">{email ?? t('anybody')}</p>
              <p className="text-ink-soft text-sm">
                {t('openAs', {
                  role: choice.nameOf(held),
                  until: format.dateTime(new Date(expiresAt), { weekday: 'long', day: 'numeric', month: 'long' }),
                })}
              </p>
            </div>
            {choice.options.some(({ value }) => value === choice.valueOf(held)) && (
              <Button busy={busyId === id} onClick={() => void revoke(id)}>
                {t('revoke')}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
