'use client';
import { Check, CircleAlert } from 'lucide-react';
import { useId, useState } from 'react';
import { useTranslations } from 'use-intl';
import { isolate } from '@/i18n/isolate';
import { can, type Permission, type Rights } from '@/modules/access/context';
import { LEAST_PERMISSIONS, ROLE_PERMISSIONS } from '@/modules/access/rules';
import type { Role } from '@/modules/roles/answers';
import { rolesApi } from '@/modules/roles/client/roles-api';
import { MAX_NAME } from '@/modules/roles/rules';
import { useErrorText } from '@/shell/use-error-text';
import { Banner } from '@/ui/banner';
import { Button } from '@/ui/button';
import { Form } from '@/ui/form';
import { Sheet } from '@/ui/sheet';
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
  const common = useTranslations('common');
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
    <Sheet
      open
      onOpenChange={(opened) => !opened && onClose()}
      title={role ? t('editTitle', { name: isolate(role.name) }) : t('create')}
      description={t(role ? 'editLead' : 'createLead')}
      footer={
        <>
          <Button onClick={onClose}>{common('cancel')}</Button>
          <Button type="submit" form={formId} variant="primary" busy={busy} className="max-sm:grow">
            {t(role ? 'save' : 'create')}
          </Button>
        </>
      }
    >
      <Form id={formId} onSubmit={() => void send()} className="grid gap-5">
        {failure && (
          <Banner role="alert" tone="bad" icon={<CircleAlert size={18} />}>
            {failure}
          </Banner>
        )}
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
      </Form>
    </Sheet>
  );
}
