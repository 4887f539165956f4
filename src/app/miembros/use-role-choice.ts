import { useMemo } from 'react';
import { useTranslations } from 'use-intl';
import { isolate } from '@/i18n/isolate';
import { type Rights, ROLES, type Role } from '@/modules/access/context';
import { type RoleName, rightsOfMember } from '@/modules/access/rules';
import type { NamedRole } from '@/modules/members/client/members-api';
import { grantableRoles, mayGrant } from '@/modules/members/rules';
import type { Role as OwnRole } from '@/modules/roles/answers';

/** A role that somebody has. */
export interface Held {
  readonly role: Role;
  readonly customRole?: RoleName | undefined;
}

export interface RoleChoice {
  /** The roles that the reader may give and take, the built-in ones first; the value is a code or an id. */
  readonly options: readonly { readonly value: string; readonly label: string }[];
  readonly valueOf: (held: Held) => string;
  readonly nameOf: (held: Held) => string;
  readonly named: (value: string) => NamedRole;
  /** What a member with the role may do. */
  readonly rightsOf: (held: Held) => Rights;
}

/** The roles of a venue as the reader may choose among them; none of `own` while they are being read. */
export function useRoleChoice(reader: Rights, own: readonly OwnRole[]): RoleChoice {
  const t = useTranslations('people.roles');
  return useMemo(() => {
    const rightsById = new Map(own.map((each) => [each.id, rightsOfMember(each.base, each.permissions)]));
    const nameOf = ({ role, customRole }: Held) => customRole?.name ?? t(role);
    return {
      options: [
        ...grantableRoles(reader).map((role) => ({ value: role as string, label: t(role) })),
        ...own
          .filter(({ id }) => mayGrant(reader, rightsById.get(id) ?? 'OWNER'))
          .map(({ id, name }) => ({ value: id, label: isolate(name) })),
      ],
      valueOf: ({ role, customRole }) => customRole?.id ?? role,
      nameOf,
      named: (value) => (ROLES.some((role) => role === value) ? { role: value } : { customRoleId: value }),
      rightsOf: ({ role, customRole }) => (customRole ? (rightsById.get(customRole.id) ?? 'OWNER') : role),
    };
  }, [reader, own, t]);
}
