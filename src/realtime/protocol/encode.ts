const LINE_BREAK = /\r\n|\r|\n/;
const toDataLine = (line: string) => `data: ${line}\n`;

/**
 * One unnamed SSE message, as text (WHATWG HTML, "Server-sent events"). It always ends with a blank line, writes no field but
 * `id` and `data`, and no input can forge one: an id with CR, LF or NUL is refused (RangeError), and a line break inside
 * `data` starts another `data:` line, which the reader joins with LF.
 */
export function encodeMessage(data: string, id?: string): string {
  if (id !== undefined && (LINE_BREAK.test(id) || id.includes('\0')))
    throw new RangeError('SSE id holds a control character');
  const head = id === undefined ? '' : `id: ${id}\n`;
  if (!LINE_BREAK.test(data)) return `${head}data: ${data}\n\n`;
  return `${head}${data.split(LINE_BREAK).map(toDataLine).join('')}\n`;
}
