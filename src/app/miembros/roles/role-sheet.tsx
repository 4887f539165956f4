'use client';
import { Check } from 'lucide-react';
import { useId, useState } from 'react';
import { useTranslations } from 'use-intl';
import { isolate } from '@/i18n/isolate';
import { can, type Permission, type Rights } from '@/modules/access/context';
import { LEAST_PERMISSIONS, ROLE_PERMISSIONS } from '@/modules/access/rules';
import type { Role } from '@/modules/roles/answers';
import { rolesApi } from '@/modules/roles/client/roles-api';
import { MAX_NAME } from '@/modules/roles/rules';
import { useErrorText } from '@/shell/use-error-text';
import { Button } from '@/ui/button';
import { FormSheet } from '@/ui/form-sheet';
import { TextField } from '@/ui/text-field';
import { toast } from '@/ui/toast';
import { usePermissionWord } from '../../claves/use-permission-word';

interface RoleSheetProps {
  businessId: string;
  /** What the reader may do: they give no more. */
  reader: Rights;
  /** As it was when the sheet was opened; null for a new one. */
  role: Role | null;
  onChanged: () => Promise<void>;
  onClose: () => void;
}

/** Asks what a role is called and what it may do. */
export function RoleSheet({ businessId, reader, role, onChanged, onClose }: RoleSheetProps) {
  const t = useTranslations('roles');
  const word = usePermissionWord();
  const errorText = useErrorText();
  const formId = useId();
  const [name, setName] = useState(role?.name ?? '');
  const [chosen, setChosen] = useState<readonly string[]>(role?.permissions ?? LEAST_PERMISSIONS);
  const [busy, setBusy] = useState(false);
  const [isTried, setTried] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const isNamed = name.trim() !== '';
  const offered = ROLE_PERMISSIONS.filter((each) => can(reader, each) && !LEAST_PERMISSIONS.includes(each));
  const toggle = (toggled: Permission) =>
    setChosen(ROLE_PERMISSIONS.filter((each) => chosen.includes(each) !== (each === toggled)));

  async function send() {
    setTried(true);
    if (!isNamed) return;
    setBusy(true);
    setFailure(null);
    const content = { name: name.trim(), permissions: chosen };
    try {
      if (role) await rolesApi.update(businessId, role.id, role.version, content);
      else await rolesApi.create(businessId, content);
      toast.success(t(role ? 'saved' : 'created', { name: isolate(content.name) }));
      await onChanged();
      onClose();
    } catch (error) {
      setFailure(errorText(error));
    }
    setBusy(false);
  }

  return (
    <FormSheet
      title={role ? t('editTitle', { name: isolate(role.name) }) : t('create')}
      description={t(role ? 'editLead' : 'createLead')}
      submitLabel={t(role ? 'save' : 'create')}
      busy={busy}
      failure={failure}
      onSubmit={() => void send()}
      onClose={onClose}
    >
      <TextField
        label={t('name')}
        hint={t('nameHint')}
        error={isTried && !isNamed ? t('nameMissing') : undefined}
        maxLength={MAX_NAME}
        autoComplete="off"
        value={name}
        onChange={(event) => setName(event.target.value)}
      />
      <fieldset aria-describedby={`${formId}-always`}>
        <legend className="mb-1.5 font-medium text-ink text-sm">{t('permissions')}</legend>
        <p id={`${formId}-always`} className="mb-3 text-pretty text-ink-soft text-sm">
          {t('always')}
        </p>
        <div className="flex flex-wrap gap-2">
          {offered.map((permission) => {
            const pressed = chosen.includes(permission);
            return (
              <Button
                key={permission}
                aria-pressed={pressed}
                icon={pressed && <Check aria-hidden size={18} />}
                onClick={() => toggle(permission)}
              >
                {word(permission)}
              </Button>
            );
          })}
        </div>
      </fieldset>
    </FormSheet>
  );
}
