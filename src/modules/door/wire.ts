/** Ids of passes in one text: 16 bytes for each UUID, all of them in base64. */
const ID_BYTES = 16;

/** `null` is written as zeros. */
export function packIds(ids: readonly (string | null)[]): string {
  const bytes = ids.map((id) => (id ?? '').replaceAll('-', '').padStart(2 * ID_BYTES, '0')).join('');
  return btoa(bytes.replace(/../g, (pair) => String.fromCharCode(Number.parseInt(pair, 16))));
}

/** The ids as UUIDs; zeros are null. */
export function unpackIds(packed: string): (string | null)[] {
  const hex = Array.from(atob(packed), (byte) => byte.charCodeAt(0).toString(16).padStart(2, '0')).join('');
  return Array.from(hex.matchAll(/.{32}/g), ([id]) =>
    /^0+$/.test(id) ? null : id.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5'),
  );
}

/** How many ids a text holds. */
export function packedLength(packed: string): number {
  return Math.floor((packed.replaceAll('=', '').length * 3) / 4) / ID_BYTES;
}
