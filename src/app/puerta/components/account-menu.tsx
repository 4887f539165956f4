import { lateComponent } from '@/ui/later';
import type { AccountMenuProps } from './account-menu-part';

/** The menu of the account, or of the paired phone, loaded apart: nobody at the door waits for it. */
export const AccountMenu = lateComponent<AccountMenuProps>(
  () => import('./account-menu-part').then(({ AccountMenuPart }) => AccountMenuPart),
  () => <span className="size-12 shrink-0" />,
);
