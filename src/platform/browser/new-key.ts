/**
 * A random key for one intended write: 128 bits, hexadecimal. `crypto.randomUUID` does not exist on plain-HTTP origins such as
 * a tablet on the venue's network; `getRandomValues` does.
 */
export function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
