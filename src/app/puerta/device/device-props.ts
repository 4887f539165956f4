import type { DeviceScope } from '@/modules/access/context';

/** The paired phone for which the door's page was made. */
export interface DoorDevice extends DeviceScope {
  readonly name: string;
}
