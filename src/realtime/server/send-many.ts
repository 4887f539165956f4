import { writeSync } from 'node:fs';

/**
 * Sends `chunk` to each of the sockets with these descriptors, without waiting. `taken`, at least as long as `descriptors`, is told
 * how many bytes the kernel took of each; 0 also when it refused. Answers how many took the whole chunk.
 */
export type SendMany = (descriptors: Int32Array, chunk: Buffer, taken: Int32Array) => number;

/** A call of the kernel's for each, from JavaScript. */
export const sendEach: SendMany = (descriptors, chunk, taken) => {
  let whole = 0;
  for (const [index, descriptor] of descriptors.entries()) {
    const bytes = sendNow(descriptor, chunk);
    taken[index] = bytes;
    if (bytes === chunk.length) whole += 1;
  }
  return whole;
};

/** Bytes that the kernel took; 0 also when it refused. */
export function sendNow(descriptor: number, chunk: Buffer): number {
  try {
    return writeSync(descriptor, chunk);
  } catch {
    return 0;
  }
}

/** The same in C (send-many.c), built into the file at this path; null where it could not be built, or is of another machine. */
export function loadSendMany(path: string): SendMany | null {
  const addon: { exports: { sendMany?: SendMany } } = { exports: {} };
  try {
    process.dlopen(addon, path);
  } catch {
    return null;
  }
  return addon.exports.sendMany ?? null;
}
