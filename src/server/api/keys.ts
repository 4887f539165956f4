import { KeyCreated, KeyList, KeyRevoked } from '@/modules/keys/answers';
import { createKey } from '@/modules/keys/create-key';
import { deleteKey } from '@/modules/keys/delete-key';
import { listKeys } from '@/modules/keys/reads';
import { CreateKeyInput, KeyId, ListKeysInput } from '@/modules/keys/schema';
import { endpoint } from './endpoint';
import { operation } from './operation';

/** Keys are made and ended by people: no key may have this permission. */
const BY_PEOPLE = { actor: 'member', permission: 'keys.manage' } as const;
const revocation = operation({ ...BY_PEOPLE, input: KeyId, output: KeyRevoked, run: deleteKey });

/** A DELETE here names the key in its query. */
export const keys = endpoint('/api/claves', {
  GET: operation({ ...BY_PEOPLE, input: ListKeysInput, output: KeyList, run: listKeys }),
  POST: operation({ ...BY_PEOPLE, input: CreateKeyInput, output: KeyCreated, status: 201, run: createKey }),
  DELETE: revocation,
});

export const oneKey = endpoint('/api/claves/[id]', { DELETE: revocation });
