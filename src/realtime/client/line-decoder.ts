/**
 * The bytes of a stream as text whose lines end with LF, whatever ended them and wherever the bytes were cut. A leading byte
 * order mark is dropped, and bytes that are not UTF-8 become U+FFFD. A CR ends its line at once: to wait for an LF in the next
 * bytes would delay a finished message.
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
