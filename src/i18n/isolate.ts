const STEERING = /\p{Bidi_Control}/gu;
/** Letters that are written from right to left. */
const RIGHT_TO_LEFT = /[\u0590-\u08FF\uFB1D-\uFDFF\uFE70-\uFEFC\u{10800}-\u{10FFF}\u{1E800}-\u{1EFFF}]/u;

/**
 * A name for a place inside of a sentence: what is written from right to left stands in an isolate (FSI … PDI), so that it cannot turn the
 * words and figures around it; marks that steer the direction, which old names may have, are left out.
 */
export function isolate(name: string): string {
  const plain = name.replace(STEERING, '');
  return RIGHT_TO_LEFT.test(plain) ? `\u2068${plain}\u2069` : plain;
}
