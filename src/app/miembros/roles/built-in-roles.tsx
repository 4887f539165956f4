import { useFormatter, useTranslations } from 'use-intl';
import { can, ROLES } from '@/modules/access/context';
import { ROLE_PERMISSIONS } from '@/modules/access/rules';
import { usePermissionWord } from '../../claves/use-permission-word';

/** The roles that every venue has, and what they may do. */
export function BuiltInRoles() {
  const t = useTranslations('roles');
  const may = useTranslations('members.may');
  const names = useTranslations('people.roles');
  const word = usePermissionWord();
  const format = useFormatter();
  return (
    <section aria-labelledby="de-aforo">
      <h2 id="de-aforo" className="display mb-3 text-lg">
        {t('builtIn')}
      </h2>
      <ul data-testid="built-in" className="divide-y divide-line rounded-card bg-surface ring-1 ring-line">
        {ROLES.map((role) => (
          <li key={role} className="px-4 py-4 sm:px-5">
            <p className="font-semibold">{names(role)}</p>
            <p className="mt-0.5 text-pretty text-sm">{may(role)}</p>
            <p className="mt-1.5 text-pretty text-ink-soft text-sm">
              {format.list(ROLE_PERMISSIONS.filter((permission) => can(role, permission)).map(word))}
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}
