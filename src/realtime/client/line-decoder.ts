/**
 * Bytes of a stream as text whose lines end with LF, whatever ended them and wherever the bytes were cut. A leading byte order
 * mark is dropped, and what is not UTF-8 becomes U+FFFD. A CR ends its line at once: the LF that may follow in the next bytes
 * would otherwise keep a finished message waiting.
 */
export class LineDecoder {
  readonly #decoder = new TextDecoder();
  #afterCr = false;

  decode(bytes: Uint8Array): string {
    const text = this.#decoder.decode(bytes, { stream: true });
    if (text === '') return text;
    const from = this.#afterCr && text.startsWith('\n') ? 1 : 0;
    this.#afterCr = text.endsWith('\r');
    return text.slice(from).replaceAll(/\r\n?/g, '\n');
  }
}
