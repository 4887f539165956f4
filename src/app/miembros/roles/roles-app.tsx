'use client';
import { ChevronLeft, Plus, ShieldCheck } from 'lucide-react';
import Link from 'next/link';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { LivePage } from '@/app/live/live-page';
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
export function RolesApp({ sseEnabled, ...venue }: MembersAppProps) {
  return (
    <LivePage sseEnabled={sseEnabled} userId={venue.userId}>
      <Roles {...venue} />
    </LivePage>
  );
}

function Roles({ businessId, role: reader, shell }: Omit<MembersAppProps, 'sseEnabled'>) {
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
          <Link
            href={`/miembros?local=${encodeURIComponent(shell.current)}`}
            className="-ml-1 inline-flex min-h-11 items-center gap-1 font-semibold text-ink-soft text-sm hover:text-ink"
          >
            <ChevronLeft aria-hidden size={18} />
            {t('back')}
          </Link>
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
