/** A file of any length, in pieces of text or of bytes. */
export interface PiecedFile {
  readonly contentType: string;
  readonly fileName: string;
  readonly pieces: AsyncIterable<string | Uint8Array>;
}

/** An answer that is sent piece by piece, as the client takes it, and never held whole. */
export class StreamedAnswer extends Response {}

/** A file that a browser saves under its name; its pieces are made while it is sent. */
export function downloadResponse({ contentType, fileName, pieces: made }: PiecedFile): StreamedAnswer {
  const pieces = made[Symbol.asyncIterator]();
  const encoder = new TextEncoder();
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { done, value } = await pieces.next();
      if (done) controller.close();
      else controller.enqueue(typeof value === 'string' ? encoder.encode(value) : value);
    },
    async cancel() {
      await pieces.return?.();
    },
  });
  return new StreamedAnswer(body, {
    headers: {
      'content-type': contentType,
      'content-disposition': `attachment; filename="${fileName}"`,
      'x-content-type-options': 'nosniff',
    },
  });
}
