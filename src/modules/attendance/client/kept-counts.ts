import { type IDBPDatabase, openDB } from 'idb';
import { newKey } from '@/platform/browser/new-key';
import type { IntendedCount } from './count';

/** A row that is there as long as nobody has erased the browser's data, and who the phone is. */
export interface Mark {
  /** Another one after the data was erased. */
  readonly made: string;
  readonly deviceId: string;
}

/** Where the counts of a browser are kept beyond its pages. Each call rejects where the browser keeps nothing. */
export interface CountShelf {
  /** Everything that is kept, in any form. */
  read(): Promise<{ readonly rows: readonly unknown[]; readonly mark: Mark | null }>;
  /** Resolves when the counts are on the disk. A mark that is not there is made, for the phone of that id. */
  write(counts: readonly IntendedCount[], deviceId: string): Promise<Mark>;
  remove(nonces: readonly string[]): Promise<void>;
}

const DATABASE = 'aforo-counts';
const COUNTS = 'counts';
const MARKS = 'marks';
const MARK = 'mark';

/** The shelf of a browser: one row for each count, under its nonce. */
export class KeptCounts implements CountShelf {
  #opening: Promise<IDBPDatabase> | null = null;

  async read(): ReturnType<CountShelf['read']> {
    const reading = (await this.#open()).transaction([COUNTS, MARKS]);
    const [rows, mark] = await Promise.all([
      reading.objectStore(COUNTS).getAll(),
      reading.objectStore(MARKS).get(MARK),
      reading.done,
    ]);
    return { rows, mark: mark ?? null };
  }

  async write(counts: readonly IntendedCount[], deviceId: string): Promise<Mark> {
    const writing = (await this.#open()).transaction([COUNTS, MARKS], 'readwrite', { durability: 'strict' });
    const [rows, marks] = [writing.objectStore(COUNTS), writing.objectStore(MARKS)];
    const written = counts.map((count) => rows.put(count));
    const work = async () => {
      const found: Mark | undefined = await marks.get(MARK);
      const mark = found ?? { made: newKey(), deviceId };
      if (!found) await marks.put(mark, MARK);
      return mark;
    };
    const [mark] = await Promise.all([work(), writing.done, ...written]);
    return mark;
  }

  async remove(nonces: readonly string[]): Promise<void> {
    const removing = (await this.#open()).transaction(COUNTS, 'readwrite', { durability: 'strict' });
    await Promise.all([...nonces.map((nonce) => removing.store.delete(nonce)), removing.done]);
  }

  #open(): Promise<IDBPDatabase> {
    const again = () => {
      this.#opening = null;
    };
    this.#opening ??= openDB(DATABASE, 1, {
      upgrade: (made) => {
        made.createObjectStore(COUNTS, { keyPath: 'nonce' });
        made.createObjectStore(MARKS);
      },
      // Somebody erases the database, or a newer page changes it: they wait for this connection.
      blocking: (_, __, event) => {
        again();
        (event.target as IDBDatabase).close();
      },
      terminated: again,
    }).catch((error) => {
      again();
      throw error;
    });
    return this.#opening;
  }
}
