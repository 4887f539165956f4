'use client';
import { useTranslations } from 'use-intl';
import { ROLES } from '@/modules/access/context';

/** A member's role, as far as it is one that we know. */
export function Role({ role }: { role: string | null }) {
  const t = useTranslations('people.roles');
  const known = ROLES.find((name) => name === role);
  return known ? <span className="text-ink-faint text-sm">{t(known)}</span> : null;
}
