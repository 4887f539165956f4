'use client';
import { CircleAlert } from 'lucide-react';
import { useId, useState } from 'react';
import { useTranslations } from 'use-intl';
import { ROLES } from '@/modules/access/context';
import type { InvitationAnswer } from '@/modules/members/answers';
import { membersApi } from '@/modules/members/client/members-api';
import { useErrorText } from '@/shell/use-error-text';
import { Banner } from '@/ui/banner';
import { Button } from '@/ui/button';
import { Form } from '@/ui/form';
import { Select } from '@/ui/select';
import { Sheet } from '@/ui/sheet';
import { TextField } from '@/ui/text-field';
import { LinkCard } from './link-card';
import type { RoleChoice } from './use-role-choice';

interface InviteSheetProps {
  open: boolean;
  businessId: string;
  choice: RoleChoice;
  onChanged: () => Promise<void>;
  onClose: () => void;
}

/** Asks for a role, then shows the link that makes one person a member. */
export function InviteSheet({ open, ...rest }: InviteSheetProps) {
  return open && <OpenSheet {...rest} />;
}

function OpenSheet({ businessId, choice, onChanged, onClose }: Omit<InviteSheetProps, 'open'>) {
  const t = useTranslations('members');
  const { options } = choice;
  const common = useTranslations('common');
  const errorText = useErrorText();
  const formId = useId();
  const [role, setRole] = useState(options.find(({ value }) => value === 'HOST')?.value ?? options[0]?.value ?? 'DOOR');
  const builtIn = ROLES.find((known) => known === role);
  const [email, setEmail] = useState('');
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const [made, setMade] = useState<InvitationAnswer | null>(null);

  async function send() {
    setBusy(true);
    setFailure(null);
    try {
      setMade(await membersApi.invite(businessId, choice.named(role), email.trim()));
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
      title={t(made ? 'invited' : 'invite')}
      description={t('inviteLead')}
      footer={
        made ? (
          <Button onClick={onClose} block>
            {common('close')}
          </Button>
        ) : (
          <>
            <Button onClick={onClose}>{common('cancel')}</Button>
            <Button type="submit" form={formId} variant="primary" busy={busy} className="max-sm:grow">
              {t('makeLink')}
            </Button>
          </>
        )
      }
    >
      {made ? (
        <LinkCard url={made.url} expiresAt={made.expiresAt} title={t('invite')} />
      ) : (
        <Form id={formId} onSubmit={() => void send()} className="grid gap-5">
          {failure && (
            <Banner role="alert" tone="bad" icon={<CircleAlert size={18} />}>
              {failure}
            </Banner>
          )}
          <Select
            label={t('role')}
            hint={builtIn && t(`may.${builtIn}`)}
            value={role}
            onValueChange={setRole}
            options={options}
          />
          <TextField
            type="email"
            inputMode="email"
            autoComplete="off"
            label={t('email')}
            aside={common('optional')}
            hint={t('emailHint')}
            value={email}
            onChange={(event) => setEmail(event.target.value)}
          />
        </Form>
      )}
    </Sheet>
  );
}
