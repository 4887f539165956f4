import { SCANNING } from '@/modules/access/profiles';
import { DoorManifest } from '@/modules/door/answers';
import { readManifest } from '@/modules/door/read-manifest';
import { ManifestInput } from '@/modules/door/schema';
import { endpoint } from './endpoint';
import { operation } from './operation';

export const manifest = endpoint('/api/puerta/manifiesto', {
  GET: operation({
    actor: 'member',
    permission: 'reservations.read',
    devices: SCANNING,
    input: ManifestInput,
    output: DoorManifest,
    run: readManifest,
    cost: 5,
    // It is for the phones of people, which keep it.
    keys: false,
  }),
});
