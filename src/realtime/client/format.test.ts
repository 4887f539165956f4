import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RESERVATION_SCHEMAS } from '@/modules/reservations/wire';
import { formatCursor } from '../protocol/cursor';
import { encodeMessage } from '../protocol/encode';
import { cutAt, readByConnection, readByTheBook } from './format.fixture';
import { readMessage } from './message';

const utf8 = (text: string) => new TextEncoder().encode(text);
const message = (data: string, id?: string) => ({ data, id });

/** What the web platform's tests ask of a reader of event streams (`eventsource/format-*`), by meaning. */
const CASES: readonly [string, string | Uint8Array, readonly { data: string; id: string | undefined }[]][] = [
  [
    'a byte order mark in front is no part of the first field',
    '\uFEFFdata: 1\n\ndata: 2\n\n',
    [message('1'), message('2')],
  ],
  ['only one of them is taken away', '\uFEFF\uFEFFdata: 1\n\ndata: 2\n\n', [message('2')]],
  [
    'one further on belongs to the name of its field',
    'data: 1\n\n\uFEFFdata: 2\n\ndata: 3\n\n',
    [message('1'), message('3')],
  ],
  [
    'lines end with LF, CR or CRLF, in any mixture',
    'data:1\r\ndata:2\ndata:3\r\r\ndata:4\n\r',
    [message('1\n2\n3'), message('4')],
  ],
  ['CR alone ends a message at once', 'data: 1\r\r', [message('1')]],
  [
    'comments are passed over, however long, also inside a message',
    `:\n:${'x'.repeat(9000)}\ndata:1\n: data:2\n:\ndata:3\n\n`,
    [message('1\n3')],
  ],
  [
    'a field without a colon has an empty value',
    'data\n\ndata\ndata\n\ndata:1\n\n',
    [message(''), message('\n'), message('1')],
  ],
  ['an empty value is a value', 'data:\n\ndata: \n\n', [message(''), message('')]],
  [
    'one leading space goes, others and tabs stay',
    'data:\ttest\ndata: \ndata:  two\ndata:test\n\n',
    [message('\ttest\n\n two\ntest')],
  ],
  ['names are matched as they are written', 'DATA: 1\nData: 2\n data: 3\ndata : 4\n\ndata: 5\n\n', [message('5')]],
  ['unknown fields are passed over', 'foo: 1\nfoo\ndata: 2\nadat: 3\n\n', [message('2')]],
  ['a message without data is none, and its id dies with it', 'id: a:1\n\ndata: 1\n\n', [message('1')]],
  [
    'an id belongs to its message; the last one counts',
    'id: a:1\nid: a:2\ndata: 1\n\ndata: 2\n\n',
    [message('1', 'a:2'), message('2')],
  ],
  ['an id may be empty', 'id\ndata: 1\n\nid:\ndata: 2\n\n', [message('1', ''), message('2', '')]],
  [
    'an id with NUL is ignored',
    'id: a:1\nid: \0a:2\ndata: 1\n\nid: a:\x003\ndata: 2\n\n',
    [message('1', 'a:1'), message('2')],
  ],
  ['NUL in data stays', 'data:\0\n\n', [message('\0')]],
  ['an event name changes nothing', 'event: test\ndata: 1\n\nevent:\ndata: 2\n\n', [message('1'), message('2')]],
  [
    'retry, sound or not, changes nothing: the delays are ours',
    'retry: 5\nretry: x5\nretry\nretry: 5x\ndata: 1\n\n',
    [message('1')],
  ],
  ['what is not ended by a blank line is none', 'data: 1\n\ndata: 2\n', [message('1')]],
  ['nor is what breaks off in a line', 'data: 1\n\nid: a:9\ndata: 2', [message('1')]],
  [
    'text is UTF-8, whatever else it could be',
    'data: ok…ñ🎉\u2028\u2029\u0085\n\n',
    [message('ok…ñ🎉\u2028\u2029\u0085')],
  ],
  [
    'bytes that are not UTF-8 become U+FFFD',
    Uint8Array.of(100, 97, 116, 97, 58, 0xe2, 0x82, 10, 10),
    [message('\uFFFD')],
  ],
];

const MARK_BYTES = 3;

/** Node 24's own decoder drops a second mark as well when the bytes are cut within the first; no browser does. */
function keepsSecondMark(bytes: Uint8Array, place: number): boolean {
  const decoder = new TextDecoder();
  const text = decoder.decode(bytes.subarray(0, place), { stream: true }) + decoder.decode(bytes.subarray(place));
  return text === new TextDecoder().decode(bytes);
}

describe('reading, as the standard has it', () => {
  it.each(CASES)('%s', async (_, stream, expected) => {
    const bytes = typeof stream === 'string' ? utf8(stream) : stream;
    expect(readByTheBook(bytes)).toEqual(expected);
    const whole = await readByConnection([bytes]);
    expect(whole).toEqual({ messages: expected, ending: { kind: 'ended' } });
    const single = await readByConnection(Array.from(bytes, (byte) => Uint8Array.of(byte)));
    expect(single.messages).toEqual(expected);
    if (bytes.length > 200) return;
    for (let place = 0; place <= bytes.length; place++) {
      if (place < MARK_BYTES && !keepsSecondMark(bytes, place)) continue;
      expect((await readByConnection(cutAt(bytes, [place]))).messages).toEqual(expected);
    }
  });

  it.each([
    ['text/event-stream', true],
    ['text/event-stream;charset=utf-8', true],
    ['text/event-stream ; charset=utf-8', true],
    ['Text/Event-Stream', true],
    ['text/event-stream;x=bogus', true],
    ['text/event-stream;', true],
    ['text/event-streamx', false],
    ['text/x-bogus', false],
    ['', false],
  ])('an answer of type %j is a stream: %s', async (type, isStream) => {
    const { messages, ending } = await readByConnection([utf8('data: 1\n\n')], { headers: { 'content-type': type } });
    expect([messages.length, ending.kind]).toEqual(isStream ? [1, 'ended'] : [0, 'not-a-stream']);
  });

  it('204 has no stream; 4xx and 5xx are refusals, whatever their body says', async () => {
    const headers = { 'content-type': 'text/event-stream' };
    expect((await readByConnection([], { status: 204, headers })).ending).toEqual({ kind: 'not-a-stream' });
    for (const status of [400, 401, 403, 404, 410, 429, 500, 503]) {
      const { messages, ending } = await readByConnection([utf8('data: 1\n\n')], { status, headers });
      expect([messages, ending]).toEqual([[], { kind: 'refused', status, code: null, retryAfter: null }]);
    }
  });

  it('a date to come back at is measured by the clock that wrote it', async () => {
    const at = (ms: number) => new Date(ms).toUTCString();
    const serverNow = Date.now() + 3 * 60 * 60_000;
    const headers = { 'retry-after': at(serverNow + 7000), date: at(serverNow) };
    expect((await readByConnection([], { status: 503, headers })).ending).toMatchObject({ retryAfter: 7000 });
  });
});

const places = fc.array(fc.nat(5000), { maxLength: 40 });
/** Dense in what means something to a reader. */
const hostile = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        'data:',
        'data',
        'id:',
        'id: e:7',
        'event:',
        'retry:',
        ':',
        ' ',
        '\n',
        '\r',
        '\r\n',
        '\n\n',
        '\0',
      ),
      fc.constantFrom('\uFEFF', '\u2028', '{"type":"skip","seq":7}', '{', '"', 'e:8', '🎉'),
      fc.string({ unit: 'binary', maxLength: 4 }),
    ),
    { maxLength: 60 },
  )
  .map((parts) => utf8(parts.join('')));

describe('fuzzed', () => {
  it('whatever the log holds reaches the application unchanged, however it is cut', async () => {
    const text = fc.string({ unit: 'binary', maxLength: 200 });
    await fc.assert(
      fc.asyncProperty(fc.array(text, { minLength: 1, maxLength: 8 }), places, async (names, cuts) => {
        const sent = names.map((name, index) => {
          const event = { type: 'skip', businessId: name, timestamp: name, seq: index + 1, note: name };
          return message(JSON.stringify(event), formatCursor({ epoch: 'e1', seq: index + 1 }));
        });
        const bytes = utf8(sent.map(({ data, id }) => encodeMessage(data, id)).join(''));
        const { messages } = await readByConnection(cutAt(bytes, cuts));
        expect(messages).toEqual(sent);
        expect(readByTheBook(bytes)).toEqual(sent);
        for (const { data, id } of messages) {
          expect(readMessage(data, id, RESERVATION_SCHEMAS)).toEqual({ event: JSON.parse(data), epoch: 'e1' });
        }
      }),
      { numRuns: 100 },
    );
  });

  it('any bytes are read as the standard reads them, and end the connection in order', async () => {
    const bytes = fc.oneof(hostile, fc.uint8Array({ maxLength: 300 }));
    await fc.assert(
      fc.asyncProperty(bytes, places, async (stream, cuts) => {
        const { messages, ending } = await readByConnection(cutAt(stream, cuts));
        expect(messages).toEqual(readByTheBook(stream));
        expect(ending).toEqual({ kind: 'ended' });
      }),
      { numRuns: 500 },
    );
  });

  it('no message, however hostile, throws, or gets a position that its id does not prove', () => {
    const id = fc.oneof(fc.constant(undefined), fc.constantFrom('e:7', 'e:07', 'e:8', ':7', 'e:7:7', ''), fc.string());
    const json = fc.oneof(
      fc.json(),
      fc.string(),
      fc.constant('{"type":"new","seq":7}'),
      fc.constant('{"type":"skip","seq":7}'),
    );
    fc.assert(
      fc.property(json, id, (data, given) => {
        const read = readMessage(data, given, RESERVATION_SCHEMAS);
        if (read === 'ignored' || read === 'unreadable' || read.epoch === null) return;
        expect('seq' in read.event && `${read.epoch}:${read.event.seq}`).toBe(given);
      }),
      { numRuns: 2000 },
    );
  });

  it('no text in an event can forge a message or an id', async () => {
    await fc.assert(
      fc.asyncProperty(hostile, async (bytes) => {
        const data = new TextDecoder().decode(bytes);
        fc.pre(data !== '');
        const { messages } = await readByConnection([utf8(encodeMessage(data, 'e:1'))]);
        expect(messages).toEqual([message(data.replaceAll(/\r\n?/g, '\n'), 'e:1')]);
      }),
      { numRuns: 500 },
    );
  });
});
