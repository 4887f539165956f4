'use client';
import { ShieldCheck, UserPlus, UsersRound } from 'lucide-react';
import Link from 'next/link';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { livePage } from '@/app/live/live-page';
import { LiveScreen } from '@/app/live/live-screen';
import { useLiveList } from '@/app/live/use-live-list';
import type { Rights } from '@/modules/access/context';
import { MEMBERS } from '@/modules/members/client/member-list';
import type { ShellProps } from '@/shell/types';
import { Button } from '@/ui/button';
import { buttonClass } from '@/ui/button-class';
import { EmptyState } from '@/ui/empty-state';
import { InvitationList } from './invitation-list';
import { InviteSheet } from './invite-sheet';
import { MemberRow } from './member-row';
import { useOwnRoles } from './use-own-roles';
import { useRoleChoice } from './use-role-choice';

export interface MembersAppProps {
  businessId: string;
  userId: string;
  /** What the reader may do. */
  role: Rights;
  shell: ShellProps;
}

/** Who works for a venue: live, like every other screen. */
export const MembersApp = livePage(Team);

function Team({ businessId, userId, role, shell }: MembersAppProps) {
  const t = useTranslations('members');
  const read = useLiveList(MEMBERS, businessId);
  const { readAgain, stream } = read;
  const own = useOwnRoles(businessId, role, stream);
  const choice = useRoleChoice(role, own);
  const [inviting, setInviting] = useState(false);
  return (
    <>
      <LiveScreen
        shell={shell}
        read={read}
        title={t('title')}
        lead={t('lead')}
        failed={t('failed')}
        actions={
          <div className="flex flex-wrap gap-2">
            <Link href={`/miembros/roles?local=${encodeURIComponent(shell.current)}`} className={buttonClass({})}>
              <ShieldCheck aria-hidden size={18} />
              <span className="contents">{t('roles')}</span>
            </Link>
            <Button variant="primary" icon={<UserPlus aria-hidden size={18} />} onClick={() => setInviting(true)}>
              {t('invite')}
            </Button>
          </div>
        }
      >
        {(list) => (
          <div className="grid gap-8">
            <ul data-testid="members" className="divide-y divide-line rounded-card bg-surface ring-1 ring-line">
              {list.members.map((member) => (
                <MemberRow
                  key={member.userId}
                  member={member}
                  businessId={businessId}
                  choice={choice}
                  ownRights={role}
                  isSelf={member.userId === userId}
                  onChanged={readAgain}
                />
              ))}
            </ul>
            {list.members.length === 1 && list.invitations.length === 0 && (
              <EmptyState
                icon={<UsersRound size={28} />}
                title={t('alone')}
                body={t('aloneBody')}
                action={
                  <Button icon={<UserPlus aria-hidden size={18} />} onClick={() => setInviting(true)}>
                    {t('inviteFirst')}
                  </Button>
                }
              />
            )}
            <InvitationList
              invitations={list.invitations}
              businessId={businessId}
              choice={choice}
              onChanged={readAgain}
            />
          </div>
        )}
      </LiveScreen>
      <InviteSheet
        open={inviting}
        businessId={businessId}
        choice={choice}
        onChanged={readAgain}
        onClose={() => setInviting(false)}
      />
    </>
  );
}
