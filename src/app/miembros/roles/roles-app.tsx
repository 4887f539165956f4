'use client';
import { Plus, ShieldCheck } from 'lucide-react';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { BackLink } from '@/app/live/back-link';
import { livePage } from '@/app/live/live-page';
import { LiveScreen } from '@/app/live/live-screen';
import { useLiveList } from '@/app/live/use-live-list';
import type { Role } from '@/modules/roles/answers';
import { OWN_ROLES } from '@/modules/roles/client/role-list';
import { Button } from '@/ui/button';
import { EmptyState } from '@/ui/empty-state';
import type { MembersAppProps } from '../members-app';
import { BuiltInRoles } from './built-in-roles';
import { RoleRow } from './role-row';
import { RoleSheet } from './role-sheet';

/** What the roles of a venue may do: live, like every other screen. */
export const RolesApp = livePage(Roles);

function Roles({ businessId, role: reader, shell }: MembersAppProps) {
  const t = useTranslations('roles');
  const read = useLiveList(OWN_ROLES, businessId);
  const { readAgain } = read;
  const [written, setWritten] = useState<Role | 'new' | null>(null);
  return (
    <>
      <LiveScreen
        shell={shell}
        read={read}
        title={t('title')}
        lead={t('lead')}
        failed={t('failed')}
        back={
          <BackLink to="miembros" venue={shell.current}>
            {t('back')}
          </BackLink>
        }
        actions={
          <Button variant="primary" icon={<Plus aria-hidden size={18} />} onClick={() => setWritten('new')}>
            {t('create')}
          </Button>
        }
        below={<BuiltInRoles />}
      >
        {({ roles }) =>
          roles.length > 0 ? (
            <section aria-labelledby="propios">
              <h2 id="propios" className="display mb-3 text-lg">
                {t('own')}
              </h2>
              <ul data-testid="roles" className="divide-y divide-line rounded-card bg-surface ring-1 ring-line">
                {roles.map((role) => (
                  <RoleRow
                    key={role.id}
                    role={role}
                    businessId={businessId}
                    reader={reader}
                    onEdit={() => setWritten(role)}
                    onChanged={readAgain}
                  />
                ))}
              </ul>
            </section>
          ) : (
            <EmptyState
              icon={<ShieldCheck size={28} />}
              title={t('empty')}
              body={t('emptyBody')}
              action={<Button onClick={() => setWritten('new')}>{t('createFirst')}</Button>}
            />
          )
        }
      </LiveScreen>
      {written && (
        <RoleSheet
          businessId={businessId}
          reader={reader}
          role={written === 'new' ? null : written}
          onChanged={readAgain}
          onClose={() => setWritten(null)}
        />
      )}
    </>
  );
}
