import { createParser, type EventSourceMessage } from 'eventsource-parser';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeMessage } from './encode';

function parse(text: string): EventSourceMessage[] {
  const messages: EventSourceMessage[] = [];
  createParser({ onEvent: (message) => messages.push(message) }).feed(text);
  return messages;
}

describe('encodeMessage', () => {
  it('writes an unnamed message with its id before its data', () => {
    expect(encodeMessage('{"type":"skip"}', 'e1:7')).toBe('id: e1:7\ndata: {"type":"skip"}\n\n');
    expect(encodeMessage('{}')).toBe('data: {}\n\n');
  });

  it.each(['a\nb', 'a\rb', 'a\r\nb', '\0'])('refuses the id %j', (id) => {
    expect(() => encodeMessage('{}', id)).toThrow(RangeError);
  });

  it('lets no text forge a field or end the message early', () => {
    for (const data of ['x\nid: 9\ndata: y', 'x\r\n\r\nevent: evil', '\n\n', 'x\rretry: 1']) {
      const [message, ...others] = parse(encodeMessage(data, 'e:1'));
      expect(others).toEqual([]);
      expect(message).toMatchObject({ id: 'e:1', data: data.replace(/\r\n|\r/g, '\n') });
      expect(message?.event).toBeUndefined();
    }
  });

  it('brings any JSON to the reader unchanged, as one message', () => {
    fc.assert(
      fc.property(fc.json(), fc.nat(), (json, seq) => {
        expect(parse(encodeMessage(json, `e:${seq}`))).toMatchObject([{ id: `e:${seq}`, data: json }]);
      }),
    );
  });

  it('keeps any text, with its line breaks as LF', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        // A parser drops an event whose data buffer is empty.
        fc.pre(text !== '');
        const [message] = parse(encodeMessage(text));
        expect(message?.data).toBe(text.replace(/\r\n|\r/g, '\n'));
      }),
    );
  });
});
