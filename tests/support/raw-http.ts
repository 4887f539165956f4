import { once } from 'node:events';
import { readdirSync, readlinkSync } from 'node:fs';
import { connect, type Socket } from 'node:net';

/** What came back on a connection: everything, and how it stands. */
export interface Exchange {
  readonly text: string;
  /** Of the first answer that is not an interim one; 0 for none. */
  readonly status: number;
  /** Lower-case names, of that answer. */
  readonly headers: ReadonlyMap<string, string>;
  /** Statuses of every answer, interim ones left out. */
  readonly statuses: readonly number[];
  readonly closed: boolean;
}

export interface ExchangeOptions {
  /** Milliseconds between two pieces. */
  readonly pause?: number;
  /** Ends the client's side after the last piece. */
  readonly halfClose?: boolean;
  /** When enough has come; the first answer's whole header unless said, or the end of the connection. */
  readonly until?: (exchange: Exchange) => boolean;
  /** Milliseconds until `exchange` throws because nothing of the kind came. */
  readonly deadline?: number;
}

const FIRST_ANSWER = ({ status }: Exchange) => status > 0;

/** Sends bytes as they are over a connection of their own. Throws when `until` does not come true, and the connection does not end. */
export async function exchange(
  port: number,
  pieces: string | readonly (string | Uint8Array)[],
  { pause = 5, halfClose = false, until = FIRST_ANSWER, deadline = 20_000 }: ExchangeOptions = {},
): Promise<Exchange> {
  const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
  let text = '';
  let closed = false;
  socket.on('data', (chunk) => {
    text += chunk.toString('latin1');
  });
  for (const event of ['close', 'end', 'error']) {
    socket.on(event, () => {
      closed = true;
    });
  }
  const ends = performance.now() + deadline;
  try {
    for (const piece of [pieces].flat()) {
      if (!socket.destroyed) socket.write(typeof piece === 'string' ? Buffer.from(piece, 'latin1') : piece);
      await delay(pause);
    }
    if (halfClose) socket.end();
    for (;;) {
      const seen = readExchange(text, closed);
      if (closed || until(seen)) return seen;
      if (performance.now() > ends) throw new Error(`no answer and no end: ${JSON.stringify(pieces).slice(0, 500)}`);
      await delay(5);
    }
  } finally {
    socket.destroy();
  }
}

/** Opens a connection, sends, and leaves it as it is: the client neither reads on nor ends its side. */
export async function leaveOpen(port: number, bytes: string, reads = true): Promise<Socket> {
  const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
  socket.on('error', () => {});
  if (reads) socket.resume();
  else socket.pause();
  await once(socket, 'connect');
  if (bytes) socket.write(Buffer.from(bytes, 'latin1'));
  return socket;
}

/** How many sockets a process holds descriptors of. Its database opens and closes files meanwhile. */
export function descriptorsOf(pid: number | undefined): number {
  const folder = `/proc/${pid}/fd`;
  return readdirSync(folder).filter((fd) => isSocket(`${folder}/${fd}`)).length;
}

function isSocket(path: string): boolean {
  try {
    return readlinkSync(path).startsWith('socket:');
  } catch {
    // Closed since it was listed.
    return false;
  }
}

function readExchange(text: string, closed: boolean): Exchange {
  const heads = [...text.matchAll(/HTTP\/1\.[01] (\d{3})[^\r\n]*((?:\r\n[^\r\n]+)*)\r\n\r\n/g)].filter(
    ([, status]) => Number(status) >= 200,
  );
  const [first] = heads;
  const lines = (first?.[2] ?? '')
    .trim()
    .split('\r\n')
    .map((line): [string, string] => {
      const [name = '', ...value] = line.split(':');
      return [name.toLowerCase(), value.join(':').trim()];
    });
  return {
    text,
    status: Number(first?.[1] ?? 0),
    headers: new Map(lines),
    statuses: heads.map(([, status]) => Number(status)),
    closed,
  };
}

function delay(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
