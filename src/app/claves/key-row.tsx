'use client';
import { useState } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import { isolate } from '@/i18n/isolate';
import type { ApiKey } from '@/modules/keys/answers';
import { keysApi } from '@/modules/keys/client/keys-api';
import { useErrorText } from '@/shell/use-error-text';
import { Badge } from '@/ui/badge';
import { Button } from '@/ui/button';
import { ConfirmDialog } from '@/ui/confirm-dialog';
import { toast } from '@/ui/toast';
import { usePermissionWord } from './use-permission-word';

interface KeyRowProps {
  apiKey: ApiKey;
  businessId: string;
  onChanged: () => Promise<void>;
}

/** One key: what it may do, when it was used, and how it is ended. */
export function KeyRow({ apiKey, businessId, onChanged }: KeyRowProps) {
  const t = useTranslations('keys');
  const word = usePermissionWord();
  const format = useFormatter();
  const errorText = useErrorText();
  const [asking, setAsking] = useState(false);
  const [busy, setBusy] = useState(false);
  const { id, name, prefix, permissions, inForce, state, createdBy, createdAt, expiresAt, usedAt } = apiKey;
  const moment = (at: string) => format.dateTime(new Date(at), { dateStyle: 'medium', timeStyle: 'short' });
  const day = (at: string) => format.dateTime(new Date(at), { dateStyle: 'medium' });
  const lost = permissions.filter((permission) => !inForce.includes(permission));

  async function revoke() {
    setBusy(true);
    try {
      await keysApi.revoke(businessId, id);
      toast.success(t('revoked', { name: isolate(name) }));
      setAsking(false);
    } catch (error) {
      toast.error(errorText(error));
    }
    await onChanged();
    setBusy(false);
  }

  return (
    <li data-testid="key" className="flex flex-wrap items-start gap-x-5 gap-y-3 px-4 py-4 sm:px-5">
      <div className="min-w-0 grow basis-64">
        <p className="flex flex-wrap items-center gap-x-3 gap-y-1 font-semibold">
          <span className="min-w-0 break-words">{name}</span>
          {state !== 'active' && <Badge tone={state === 'expired' ? 'neutral' : 'warn'}>{t(`state.${state}`)}</Badge>}
        </p>
        <p className="break-all text-ink-soft text-sm">
          <code>{`${prefix}…`}</code>
        </p>
        <p className="mt-1 text-pretty text-ink-soft text-sm">{format.list(permissions.map(word))}</p>
        {state === 'active' && lost.length > 0 && (
          <p className="mt-1 text-pretty text-sm text-warn-text">{t('lost', { what: format.list(lost.map(word)) })}</p>
        )}
        <p className="mt-1 text-ink-faint text-sm">
          {usedAt === null ? t('unused') : t('used', { when: moment(usedAt) })}
          {' · '}
          {createdBy === null
            ? t('made', { when: day(createdAt) })
            : t('madeBy', { name: isolate(createdBy), when: day(createdAt) })}
          {' · '}
          {expiresAt === null ? t('endless') : t('until', { when: moment(expiresAt) })}
        </p>
      </div>
      <Button onClick={() => setAsking(true)} aria-label={t('revokeNamed', { name: isolate(name) })}>
        {t('revoke')}
      </Button>
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title={t('revokeTitle', { name: isolate(name) })}
        body={t('revokeBody')}
        confirmLabel={t('revoke')}
        busy={busy}
        onConfirm={() => void revoke()}
      />
    </li>
  );
}
