import { type IDBPDatabase, openDB } from 'idb';
import * as z from 'zod/mini';
import { Reservation } from '@/modules/reservations/wire';
import { KEPT_NIGHTS } from '@/platform/browser/forget';
import { DoorManifest } from '../answers';

/** The night of one venue as one account has read it. */
const KeptNight = z.object({
  accountId: z.string(),
  businessId: z.string(),
  manifest: DoorManifest,
  /** The rows of the live list as the door may see them, whoever has read them. */
  reservations: z.array(Reservation),
  /** When the rows were known to be the server's, by this device's clock in milliseconds. */
  readAt: z.number(),
  /** What has to be added to this device's clock for the server's, in milliseconds. */
  clockOffset: z.number(),
});
export type KeptNight = Readonly<z.infer<typeof KeptNight>>;

const STORE = 'nights';
type Owner = Pick<KeptNight, 'accountId' | 'businessId'>;
const keyOf = ({ accountId, businessId }: Owner) => `${accountId} ${businessId}`;

/**
 * The nights that this browser keeps. Opening it for an account erases what another account has left. Each call rejects when the
 * browser keeps nothing, such as in a private window that refuses.
 */
export class KeptNights {
  readonly #accountId: string;
  #opening: Promise<IDBPDatabase> | null = null;

  constructor(accountId: string) {
    this.#accountId = accountId;
  }

  /** The account's night of a venue; null when none is kept, or one that this version cannot read. */
  async read(businessId: string): Promise<KeptNight | null> {
    const database = await this.#open();
    const found = KeptNight.safeParse(await database.get(STORE, keyOf({ accountId: this.#accountId, businessId })));
    return found.success && found.data.accountId === this.#accountId ? found.data : null;
  }

  async write(night: Omit<KeptNight, 'accountId'>): Promise<void> {
    const database = await this.#open();
    const kept = { ...night, accountId: this.#accountId, reservations: forDoor(night) };
    await database.put(STORE, kept, keyOf(kept));
  }

  #open(): Promise<IDBPDatabase> {
    this.#opening ??= this.#connect().catch((error) => {
      this.#opening = null;
      throw error;
    });
    return this.#opening;
  }

  async #connect(): Promise<IDBPDatabase> {
    const again = () => {
      this.#opening = null;
    };
    const database = await openDB(KEPT_NIGHTS, 1, {
      upgrade: (made) => void made.createObjectStore(STORE),
      // Another page erases the database: it waits for this connection.
      blocking: (_, __, event) => {
        again();
        (event.target as IDBDatabase).close();
      },
      terminated: again,
    });
    for (const key of await database.getAllKeys(STORE)) {
      if (!String(key).startsWith(`${this.#accountId} `)) await database.delete(STORE, key);
    }
    return database;
  }
}

/** The rows with the short names of the manifest, and without contact data and notes. */
function forDoor({ manifest, reservations }: Pick<KeptNight, 'manifest' | 'reservations'>): Reservation[] {
  const names = new Map(manifest.code.map((code, index) => [code, manifest.shortName[index]]));
  return reservations.map((row) => ({
    ...row,
    customerName: names.get(row.code) ?? row.code,
    ...{ customerPhone: null, customerEmail: null, notes: null },
  }));
}
