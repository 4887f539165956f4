/** Ids of passes in one text: 16 bytes for each UUID, all of them in base64. */
const ID_BYTES = 16;
/** Stands for no id. */
export const NO_ID = '\0'.repeat(ID_BYTES);

/** `null` is written as zeros. */
export function packIds(ids: readonly (string | null)[]): string {
  return joinIds(ids.map((id) => (id === null ? NO_ID : bytesOf(id))));
}

/** The ids as UUIDs; zeros are null. */
export function unpackIds(packed: string): (string | null)[] {
  return splitIds(packed).map((id) => (id === NO_ID ? null : uuidOf(id)));
}

/** How many ids a text holds. */
export function packedLength(packed: string): number {
  return Math.floor((packed.replaceAll('=', '').length * 3) / 4) / ID_BYTES;
}

/** The ids as 16 characters each, one for a byte: to write out the UUIDs of a whole night is slow on a phone. */
export function splitIds(packed: string): string[] {
  const bytes = atob(packed);
  return Array.from({ length: Math.floor(bytes.length / ID_BYTES) }, (_, index) =>
    bytes.slice(index * ID_BYTES, (index + 1) * ID_BYTES),
  );
}

export function joinIds(ids: readonly string[]): string {
  return btoa(ids.join(''));
}

/** A packed text in which ids are looked up. */
export interface IdIndex {
  /** The place of a UUID, from 0; -1 when the text does not hold it. */
  indexOf(id: string): number;
}

export function indexIds(packed: string): IdIndex {
  const bytes = atob(packed);
  return {
    indexOf(id) {
      const wanted = bytesOf(id);
      let at = wanted === NO_ID ? -1 : bytes.indexOf(wanted);
      // The bytes of two neighbours together may look like the id.
      while (at % ID_BYTES > 0) at = bytes.indexOf(wanted, at + 1);
      return at < 0 ? -1 : at / ID_BYTES;
    },
  };
}

function bytesOf(id: string): string {
  const hex = id.replaceAll('-', '').padStart(2 * ID_BYTES, '0');
  return hex.replace(/../g, (pair) => String.fromCharCode(Number.parseInt(pair, 16)));
}

function uuidOf(bytes: string): string {
  const hex = Array.from(bytes, (byte) => byte.charCodeAt(0).toString(16).padStart(2, '0')).join('');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
