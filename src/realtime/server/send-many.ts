import { writeSync } from 'node:fs';

/**
 * Sends `chunk` to each of the sockets with these descriptors, without blocking. Into `taken`, which is at least as long as
 * `descriptors`, it writes how many bytes the kernel accepted for each; 0 also when the kernel refused. Returns how many sockets
 * accepted the whole chunk.
 */
export type SendMany = (descriptors: Int32Array, chunk: Buffer, taken: Int32Array) => number;

/** One system call per socket, from JavaScript. */
export const sendEach: SendMany = (descriptors, chunk, taken) => {
  let whole = 0;
  for (const [index, descriptor] of descriptors.entries()) {
    const bytes = sendNow(descriptor, chunk);
    taken[index] = bytes;
    if (bytes === chunk.length) whole += 1;
  }
  return whole;
};

/** The number of bytes that the kernel accepted; 0 also when it refused. */
export function sendNow(descriptor: number, chunk: Buffer): number {
  try {
    return writeSync(descriptor, chunk);
  } catch {
    return 0;
  }
}

/** The same in C (send-many.c), built into the file at this path; null when it could not be built, or was built for another machine. */
export function loadSendMany(path: string): SendMany | null {
  const addon: { exports: { sendMany?: SendMany } } = { exports: {} };
  try {
    process.dlopen(addon, path);
  } catch {
    return null;
  }
  return addon.exports.sendMany ?? null;
}
