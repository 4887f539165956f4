const CRLF = '\r\n';

/**
 * SSE messages in the form in which they are sent: made once, sent to many, never changed.
 * `chunk` is one HTTP/1.1 chunk (RFC 9112, 7.1) around `body`, which is a view of it.
 */
export interface Packet {
  readonly chunk: Buffer;
  readonly body: Buffer;
}

export function packetOf(messages: string): Packet {
  const head = chunkHead(Buffer.byteLength(messages));
  const chunk = Buffer.from(head + messages + CRLF);
  return { chunk, body: chunk.subarray(head.length, chunk.length - CRLF.length) };
}

/** One packet for several in a row; a single one is returned as it is. */
export function joinPackets(packets: readonly Packet[]): Packet {
  const [first] = packets;
  if (first && packets.length === 1) return first;
  const bodies = packets.map(({ body }) => body);
  const head = Buffer.from(chunkHead(bodies.reduce((sum, { length }) => sum + length, 0)));
  const chunk = Buffer.concat([head, ...bodies, Buffer.from(CRLF)]);
  return { chunk, body: chunk.subarray(head.length, chunk.length - CRLF.length) };
}

/** Ends a chunked body: no trailers. */
export const LAST_CHUNK = Buffer.from(`0${CRLF}${CRLF}`);

function chunkHead(bytes: number): string {
  return bytes.toString(16) + CRLF;
}
