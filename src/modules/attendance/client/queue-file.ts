import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import * as z from 'zod/mini';
import { IntendedCount } from './count';
import { isQueueText } from './is-queue-text';

/** A phone's queue as a text: the last way for counts to reach the server. It holds no names. */
const QueueFile = z.object({
  aforo: z.literal('queue'),
  v: z.literal(1),
  madeAt: z.string(),
  counts: z.array(IntendedCount).check(z.minLength(1)),
  checksum: z.string(),
});

/** The longest text that is shown as a QR code: a phone still reads it from another's screen. */
const MOST_SHOWN = 1200;

/** The counts, each with the phone that made it. */
export function drawQueueFile(counts: readonly IntendedCount[], deviceId: string): string {
  const nameless = counts.map((count) => ({
    ...count,
    ...{ deviceId: count.deviceId ?? deviceId, label: null, venue: null },
    author: count.author && { id: count.author.id, name: '' },
  }));
  return JSON.stringify({
    ...{ aforo: 'queue', v: 1, madeAt: new Date().toISOString(), counts: nameless },
    checksum: checksumOf(nameless),
  });
}

/** Whether the text fits into a code. */
export function fitsCode(text: string): boolean {
  return text.length <= MOST_SHOWN;
}

/** `strange`: no queue of ours. `damaged`: one of which something is missing, or was changed. */
export function readQueueFile(text: string): readonly IntendedCount[] | 'strange' | 'damaged' {
  if (!isQueueText(text)) return 'strange';
  const file = QueueFile.safeParse(parseJson(text));
  if (!file.success) return 'damaged';
  const { counts, checksum } = file.data;
  return checksumOf(counts) === checksum ? counts : 'damaged';
}

/** Of the values alone, whatever the order of the fields. */
function checksumOf(counts: readonly IntendedCount[]): string {
  const sorted = JSON.stringify(counts, (_, value: unknown) =>
    value !== null && typeof value === 'object' && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)))
      : value,
  );
  return bytesToHex(sha256(utf8ToBytes(sorted)));
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
