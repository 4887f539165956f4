import { useTranslations } from 'use-intl';
import { ROLE_PERMISSIONS } from '@/modules/access/rules';

/** What a permission lets a person or a program do, in words; one that this version does not know is shown as it is called. */
export function usePermissionWord(): (permission: string) => string {
  const t = useTranslations('keys.may');
  return (permission) => {
    const known = ROLE_PERMISSIONS.find((name) => name === permission);
    return known ? t(known) : permission;
  };
}
