'use client';
import { Check, CircleAlert } from 'lucide-react';
import { useId, useState } from 'react';
import { useTranslations } from 'use-intl';
import type { KeyPermission } from '@/modules/access/context';
import { keysApi } from '@/modules/keys/client/keys-api';
import { useErrorText } from '@/shell/use-error-text';
import { Banner } from '@/ui/banner';
import { Button } from '@/ui/button';
import { Form } from '@/ui/form';
import { Select } from '@/ui/select';
import { Sheet } from '@/ui/sheet';
import { TextField } from '@/ui/text-field';
import { NewKeyCard } from './new-key-card';
import { usePermissionWord } from './use-permission-word';

const DAY_MS = 24 * 60 * 60_000;
/** For how many days a key may act. */
const LIVES = ['30', '90', '365', 'endless'] as const;

interface CreateKeySheetProps {
  businessId: string;
  grantable: readonly KeyPermission[];
  onChanged: () => Promise<void>;
  onClose: () => void;
}

/** Asks what a program is called and what it may do, then shows its key, once. */
export function CreateKeySheet({ businessId, grantable, onChanged, onClose }: CreateKeySheetProps) {
  const t = useTranslations('keys');
  const common = useTranslations('common');
  const word = usePermissionWord();
  const errorText = useErrorText();
  const formId = useId();
  const [name, setName] = useState('');
  const [permissions, setPermissions] = useState<readonly KeyPermission[]>([]);
  const [life, setLife] = useState<(typeof LIVES)[number]>('365');
  const [busy, setBusy] = useState(false);
  const [isTried, setTried] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const [token, setToken] = useState<string | null>(null);
  const isNamed = name.trim() !== '';
  const toggle = (toggled: KeyPermission) =>
    setPermissions(grantable.filter((each) => permissions.includes(each) !== (each === toggled)));

  async function send() {
    setTried(true);
    if (!isNamed || permissions.length === 0) return;
    setBusy(true);
    setFailure(null);
    try {
      const expiresAt = life === 'endless' ? null : new Date(Date.now() + Number(life) * DAY_MS).toISOString();
      setToken((await keysApi.create(businessId, { name: name.trim(), permissions, expiresAt })).token);
      await onChanged();
    } catch (error) {
      setFailure(errorText(error));
    }
    setBusy(false);
  }

  return (
    <Sheet
      open
      onOpenChange={(opened) => !opened && onClose()}
      title={t(token === null ? 'create' : 'created')}
      description={t(token === null ? 'createLead' : 'once')}
      footer={
        token === null ? (
          <>
            <Button onClick={onClose}>{common('cancel')}</Button>
            <Button type="submit" form={formId} variant="primary" busy={busy} className="max-sm:grow">
              {t('submit')}
            </Button>
          </>
        ) : (
          <Button onClick={onClose} block>
            {common('close')}
          </Button>
        )
      }
    >
      {token === null ? (
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
            maxLength={60}
            autoComplete="off"
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
          <fieldset aria-describedby={isTried && permissions.length === 0 ? `${formId}-may` : undefined}>
            <legend className="mb-1.5 font-medium text-ink text-sm">{t('permissions')}</legend>
            <div className="flex flex-wrap gap-2">
              {grantable.map((permission) => {
                const pressed = permissions.includes(permission);
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
            {isTried && permissions.length === 0 && (
              <p id={`${formId}-may`} className="mt-1.5 flex items-start gap-1.5 text-bad-text text-sm">
                <CircleAlert aria-hidden size={16} className="mt-0.5 shrink-0" />
                {t('permissionsMissing')}
              </p>
            )}
          </fieldset>
          <Select
            label={t('life')}
            value={life}
            onValueChange={setLife}
            options={LIVES.map((value) => ({ value, label: t(`lives.${value}`) }))}
          />
        </Form>
      ) : (
        <NewKeyCard token={token} />
      )}
    </Sheet>
  );
}
