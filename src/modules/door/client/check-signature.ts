import type { ReadToken } from '@/modules/passes/token';

/** Whether the key, raw and base64url, signed the token. Browsers that have no Ed25519 compute it in JavaScript, which is loaded then. */
export async function checkSignature(publicKey: string, { signed, signature }: ReadToken): Promise<boolean> {
  const key = Uint8Array.from(atob(publicKey.replaceAll('-', '+').replaceAll('_', '/')), (byte) => byte.charCodeAt(0));
  const [data, mark] = [new Uint8Array(signed), new Uint8Array(signature)];
  const native = await importKey(key);
  if (native) return crypto.subtle.verify('Ed25519', native, mark, data);
  return (await import('./ed25519')).verify(mark, data, key);
}

async function importKey(key: Uint8Array<ArrayBuffer>): Promise<CryptoKey | null> {
  try {
    return await crypto.subtle.importKey('raw', key, 'Ed25519', false, ['verify']);
  } catch {
    return null;
  }
}
