import { lateComponent } from '@/ui/later';
import type { DoorDevice } from './device-props';

/** Loaded apart: a person's door has another menu. */
export const DeviceMenu = lateComponent<{ device: DoorDevice }>(
  () => import('./device-menu-part').then(({ DeviceMenuPart }) => DeviceMenuPart),
  () => <span className="size-12 shrink-0" />,
);
