import { Connection, type Ending } from './connection';

export interface ReadMessage {
  readonly data: string;
  readonly id: string | undefined;
}

/**
 * The standard's interpretation of an event stream (WHATWG HTML, 9.2.6), written for comparison, not for speed. It follows our
 * protocol in two points: `event` names are ignored, and an id belongs to its own message instead of to all that follow.
 */
export function readByTheBook(bytes: Uint8Array): ReadMessage[] {
  const lines = new TextDecoder().decode(bytes).split(/\r\n|\n|\r/);
  // Text after the last line end is not a complete line yet.
  lines.pop();
  const messages: ReadMessage[] = [];
  let data = '';
  let id: string | undefined;
  for (const line of lines) {
    const [, name = '', value = ''] = /^([^:]*):? ?(.*)$/s.exec(line) ?? [];
    if (line === '') {
      if (data !== '') messages.push({ data: data.slice(0, -1), id });
      data = '';
      id = undefined;
    } else if (name === 'data') data += `${value}\n`;
    else if (name === 'id' && !value.includes('\0')) id = value;
  }
  return messages;
}

/** What our client's connection reads from a response with that body, in those pieces. */
export async function readByConnection(
  pieces: readonly Uint8Array[],
  init: ResponseInit = { headers: { 'content-type': 'text/event-stream' } },
): Promise<{ messages: ReadMessage[]; ending: Ending }> {
  const messages: ReadMessage[] = [];
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      for (const piece of pieces) controller.enqueue(piece);
      controller.close();
    },
  });
  const connection = new Connection({
    url: '/events',
    headers: {},
    openingDeadline: 60_000,
    onMessage: (data, id) => messages.push({ data, id }),
    onEnd: () => {},
    environment: {
      fetch: async () => new Response(init.status === 204 ? null : body, init),
      now: () => Date.now(),
      random: () => 0.5,
      setTimer: (run, delay) => setTimeout(run, delay),
      clearTimer: (timer) => clearTimeout(timer ?? undefined),
      isAwake: () => true,
      onWake: () => () => {},
    },
  });
  return { messages, ending: await connection.run() };
}

/** The bytes, cut after each of the positions. */
export function cutAt(bytes: Uint8Array, places: readonly number[]): Uint8Array[] {
  const ends = [...new Set(places.map((place) => place % (bytes.length + 1)))].toSorted((a, b) => a - b);
  return [...ends, bytes.length].map((end, index) => bytes.slice(index === 0 ? 0 : ends[index - 1], end));
}
