'use client';
import { Pencil, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import { isolate } from '@/i18n/isolate';
import type { Rights } from '@/modules/access/context';
import { rightsOfMember } from '@/modules/access/rules';
import { mayGrant } from '@/modules/members/rules';
import type { Role } from '@/modules/roles/answers';
import { rolesApi } from '@/modules/roles/client/roles-api';
import { useErrorText } from '@/shell/use-error-text';
import { Button } from '@/ui/button';
import { ConfirmDialog } from '@/ui/confirm-dialog';
import { IconButton } from '@/ui/icon-button';
import { toast } from '@/ui/toast';
import { usePermissionWord } from '../../claves/use-permission-word';

interface RoleRowProps {
  role: Role;
  businessId: string;
  /** What the reader may do: only who has all that a role holds may change it. */
  reader: Rights;
  onEdit: () => void;
  onChanged: () => Promise<void>;
}

/** One role of the venue: what it may do, how many have it, and how it is changed or deleted. */
export function RoleRow({ role, businessId, reader, onEdit, onChanged }: RoleRowProps) {
  const t = useTranslations('roles');
  const word = usePermissionWord();
  const format = useFormatter();
  const errorText = useErrorText();
  const [asking, setAsking] = useState(false);
  const [busy, setBusy] = useState(false);
  const { id, name, base, permissions, members, invitations } = role;
  const mayChange = mayGrant(reader, rightsOfMember(base, permissions));
  const holders = [t('holders', { members }), ...(invitations > 0 ? [t('invited', { count: invitations })] : [])];

  async function remove() {
    setBusy(true);
    try {
      await rolesApi.remove(businessId, id);
      toast.success(t('deleted', { name: isolate(name) }));
    } catch (error) {
      toast.error(errorText(error));
    }
    setAsking(false);
    await onChanged();
    setBusy(false);
  }

  return (
    <li data-testid="role" className="flex flex-wrap items-start gap-x-5 gap-y-3 px-4 py-4 sm:px-5">
      <div className="min-w-0 grow basis-64">
        <p className="break-words font-semibold">{name}</p>
        <p className="mt-1 text-pretty text-ink-soft text-sm">{format.list(permissions.map(word))}</p>
        <p className="mt-1 text-ink-faint text-sm">{holders.join(' · ')}</p>
      </div>
      {mayChange && (
        <div className="flex items-center gap-2">
          <Button
            icon={<Pencil aria-hidden size={18} />}
            onClick={onEdit}
            aria-label={t('editNamed', { name: isolate(name) })}
          >
            {t('edit')}
          </Button>
          {members + invitations === 0 && (
            <IconButton
              label={t('deleteNamed', { name: isolate(name) })}
              icon={<Trash2 aria-hidden size={18} />}
              onClick={() => setAsking(true)}
            />
          )}
        </div>
      )}
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title={t('deleteTitle', { name: isolate(name) })}
        body={t('deleteBody')}
        confirmLabel={t('delete')}
        busy={busy}
        onConfirm={() => void remove()}
      />
    </li>
  );
}
