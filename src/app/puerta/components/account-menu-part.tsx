import type { ComponentProps } from 'react';
import { UserMenu } from '@/shell/user-menu';
import { DeviceMenu } from '../device/device-menu';
import type { DoorDevice } from '../device/device-props';
import { ListLink } from './list-link';

export interface AccountMenuProps extends ComponentProps<typeof UserMenu> {
  /** The paired phone that this is; null for a person's. */
  device: DoorDevice | null;
  /** Where the member books; null for one who may not. */
  listPath: string | null;
}

export function AccountMenuPart({ device, listPath, ...account }: AccountMenuProps) {
  return (
    <div className="flex">
      {listPath !== null && <ListLink path={listPath} />}
      {device ? <DeviceMenu device={device} /> : <UserMenu {...account} />}
    </div>
  );
}
