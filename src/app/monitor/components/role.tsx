'use client';
import { useTranslations } from 'use-intl';
import { ROLES } from '@/modules/access/context';

/** A member's role: a built-in one in words, one of the venue's own by its name. */
export function Role({ role }: { role: string | null }) {
  const t = useTranslations('people.roles');
  const known = ROLES.find((name) => name === role);
  return role === null ? null : <span className="text-ink-faint text-sm">{known ? t(known) : role}</span>;
}
