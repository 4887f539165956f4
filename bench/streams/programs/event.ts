/** The size of an event's JSON, as in every row of the table. */
const EVENT_BYTES = 200;
/** By which the instrument counts events: it occurs once in each, and nowhere else on a stream. */
export const MARK = '~';

/** An event of the product, of which every reader with a name sees all, 200 bytes long. */
export function eventJson(seq: number, businessId = '3f0e1c52-6a57-4a52-9d0c-0c6f3f6f2a11'): string {
  const event = { type: 'qr-scanned', businessId, seq, timestamp: '2026-11-21T20:00:00.000Z', customerName: MARK };
  const text = JSON.stringify(event);
  return text.replace(MARK, MARK + 'x'.repeat(EVENT_BYTES - text.length));
}
