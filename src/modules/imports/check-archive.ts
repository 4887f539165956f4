import { promisify } from 'node:util';
import { inflateRaw } from 'node:zlib';
import { DomainError } from '@/platform/errors';
import { FILE, type Refusal } from './rules';

const inflate = promisify(inflateRaw);

/** APPNOTE 6.3: the records of an archive. */
const END = 0x06054b50;
const ENTRY = 0x02014b50;
const ENTRIES = 1_000;

const refusal = (reason: Refusal) => new DomainError('IMPORT_REFUSED', { extra: { reason } });

/**
 * Unpacks every part of an archive once, as far as a workbook may be, before anything reads it: what the parts claim to be is not
 * believed. Throws IMPORT_REFUSED for more, for what is encrypted, and for what is no archive.
 */
export async function checkArchive(bytes: Buffer): Promise<void> {
  let total = 0;
  for (const { packed, method } of entriesOf(bytes)) {
    if (method === 0) total += packed.length;
    else if (method === 8) total += await inflatedSize(packed, FILE.inflated - total);
    else throw refusal('unreadable');
    if (total > FILE.inflated) throw refusal('inflated');
  }
}

async function inflatedSize(packed: Buffer, left: number): Promise<number> {
  try {
    return (await inflate(packed, { maxOutputLength: Math.max(1, left) })).length;
  } catch (error) {
    throw refusal((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE' ? 'inflated' : 'unreadable');
  }
}

interface Entry {
  readonly packed: Buffer;
  readonly method: number;
}

function entriesOf(bytes: Buffer): Entry[] {
  try {
    const end = bytes.lastIndexOf(Buffer.from('504b0506', 'hex'));
    if (end < 0 || bytes.readUInt32LE(end) !== END) throw refusal('unreadable');
    const count = bytes.readUInt16LE(end + 10);
    if (count > ENTRIES) throw refusal('inflated');
    let at = bytes.readUInt32LE(end + 16);
    return Array.from({ length: count }, () => {
      if (bytes.readUInt32LE(at) !== ENTRY) throw refusal('unreadable');
      if ((bytes.readUInt16LE(at + 8) & 1) === 1) throw refusal('encrypted');
      const [method, size, local] = [
        bytes.readUInt16LE(at + 10),
        bytes.readUInt32LE(at + 20),
        bytes.readUInt32LE(at + 42),
      ];
      const start = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
      at += 46 + bytes.readUInt16LE(at + 28) + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
      if (start + size > bytes.length) throw refusal('unreadable');
      return { method, packed: bytes.subarray(start, start + size) };
    });
  } catch (error) {
    // A number that lies outside of the file.
    throw error instanceof DomainError ? error : refusal('unreadable');
  }
}
