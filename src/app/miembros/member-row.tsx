'use client';
import { Ellipsis, KeyRound, UserMinus } from 'lucide-react';
import { useState } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import { isolate } from '@/i18n/isolate';
import type { Rights } from '@/modules/access/context';
import type { Member } from '@/modules/members/answers';
import { membersApi } from '@/modules/members/client/members-api';
import { outranks } from '@/modules/members/rules';
import { useErrorText } from '@/shell/use-error-text';
import { Badge } from '@/ui/badge';
import { ConfirmDialog } from '@/ui/confirm-dialog';
import { Menu, MenuChoice, MenuItem, MenuSeparator } from '@/ui/menu';
import { Sheet } from '@/ui/sheet';
import { toast } from '@/ui/toast';
import { LinkCard } from './link-card';
import type { RoleChoice } from './use-role-choice';

interface MemberRowProps {
  member: Member;
  businessId: string;
  choice: RoleChoice;
  /** What the reader may do decides whose password they may help to set. */
  ownRights: Rights;
  isSelf: boolean;
  onChanged: () => Promise<void>;
}

type Asked = { kind: 'remove' } | { kind: 'role'; value: string } | { kind: 'link'; url: string; expiresAt: string };

/** One member, with what the reader may change about them. */
export function MemberRow({ member, businessId, choice, ownRights, isSelf, onChanged }: MemberRowProps) {
  const t = useTranslations('members');
  const format = useFormatter();
  const errorText = useErrorText();
  const [asked, setAsked] = useState<Asked | null>(null);
  const [busy, setBusy] = useState(false);
  const { userId, name, email, role, secondFactor, lastSeenAt } = member;
  const close = () => setAsked(null);

  async function attempt(work: () => Promise<unknown>, done?: string) {
    setBusy(true);
    try {
      await work();
      await onChanged();
      if (done) toast.success(done);
      return true;
    } catch (error) {
      toast.error(errorText(error));
      return false;
    } finally {
      setBusy(false);
    }
  }

  const held = choice.valueOf(member);
  const change = (next: string) =>
    attempt(
      () => membersApi.changeRole(businessId, userId, choice.named(next)),
      t('roleChanged', {
        name: isolate(name),
        role: choice.options.find(({ value }) => value === next)?.label ?? next,
      }),
    );
  const help = () =>
    attempt(async () => setAsked({ kind: 'link', ...(await membersApi.makeRecovery(businessId, userId)) }));
  const confirm = async () => {
    if (asked?.kind === 'role' && (await change(asked.value))) close();
    if (asked?.kind === 'remove') {
      const removed = await attempt(() => membersApi.remove(businessId, userId), t('removed', { name: isolate(name) }));
      if (removed) close();
    }
  };

  return (
    <li data-testid="member" className="flex items-center gap-3 px-4 py-3 sm:gap-5 sm:px-5">
      <div className="min-w-0 grow">
        <p className="flex flex-wrap items-center gap-x-2 font-semibold">
          <span className="min-w-0 break-words">{name}</span>
          {isSelf && <span className="font-normal text-ink-faint text-sm">{t('you')}</span>}
        </p>
        <p className="break-all text-ink-soft text-sm">{email}</p>
        <p className="text-ink-faint text-sm">
          {lastSeenAt === null
            ? t('notSeen')
            : t('seen', { when: format.dateTime(new Date(lastSeenAt), { dateStyle: 'medium', timeStyle: 'short' }) })}
        </p>
        <p className="text-ink-faint text-sm">{t(secondFactor ? 'secondFactor' : 'noSecondFactor')}</p>
      </div>
      <Badge tone={role === 'OWNER' ? 'accent' : 'neutral'}>{choice.nameOf(member)}</Badge>
      {choice.options.some(({ value }) => value === held) ? (
        <Menu
          trigger={
            <button
              type="button"
              aria-label={t('more', { name: isolate(name) })}
              className="inline-flex size-11 shrink-0 items-center justify-center rounded-control text-ink-soft hover:bg-hover hover:text-ink"
            >
              <Ellipsis aria-hidden size={20} />
            </button>
          }
        >
          <MenuChoice
            label={t('role')}
            value={held}
            options={choice.options}
            onValueChange={(next) => (isSelf ? setAsked({ kind: 'role', value: next }) : void change(next))}
          />
          <MenuSeparator />
          {outranks(ownRights, choice.rightsOf(member)) && (
            <MenuItem icon={<KeyRound aria-hidden size={18} />} onClick={() => void help()}>
              {t('recovery')}
            </MenuItem>
          )}
          <MenuItem
            tone="danger"
            icon={<UserMinus aria-hidden size={18} />}
            onClick={() => setAsked({ kind: 'remove' })}
          >
            {t('remove')}
          </MenuItem>
        </Menu>
      ) : (
        <span className="w-11 shrink-0" />
      )}
      <ConfirmDialog
        open={asked?.kind === 'remove' || asked?.kind === 'role'}
        onOpenChange={(opened) => !opened && close()}
        title={t(asked?.kind === 'role' ? 'ownRoleTitle' : 'removeTitle', { name: isolate(name) })}
        body={t(asked?.kind === 'role' ? 'ownRoleBody' : 'removeBody')}
        confirmLabel={t(asked?.kind === 'role' ? 'ownRoleConfirm' : 'remove')}
        busy={busy}
        onConfirm={() => void confirm()}
      />
      {asked?.kind === 'link' && (
        <Sheet
          open
          onOpenChange={(opened) => !opened && close()}
          title={t('recoveryTitle', { name: isolate(name) })}
          description={t('recoveryLead')}
        >
          <LinkCard url={asked.url} expiresAt={asked.expiresAt} title={t('recovery')} />
        </Sheet>
      )}
    </li>
  );
}
