import { EventSourceParserStream } from 'eventsource-parser/stream';
import type { StreamEvent } from '@/realtime/protocol/events';
import type { Api } from './api';

export interface OpenStream {
  readonly status: number;
  readonly headers: Headers;
  /** Ends when the server closes the stream; throws when the connection breaks. */
  readonly events: AsyncIterable<StreamEvent>;
  close(): void;
}

/** One stream as it comes, with no reconnection. */
export async function openStream(
  api: Api,
  cursor?: string,
  businessId = api.businessId,
  more: Readonly<Record<string, string>> = {},
): Promise<OpenStream> {
  const abort = new AbortController();
  const query = new URLSearchParams({ businessId, ...(cursor ? { lastEventId: cursor } : {}) });
  const response = await fetch(`${api.url}/api/reservas/events?${query}`, {
    headers: { ...(api.cookie ? { cookie: api.cookie } : {}), accept: 'text/event-stream', ...more },
    signal: abort.signal,
  });
  return {
    status: response.status,
    headers: response.headers,
    events: readEvents(response),
    close: () => abort.abort(),
  };
}

async function* readEvents(response: Response): AsyncGenerator<StreamEvent> {
  if (!response.body) return;
  const text = response.body.pipeThrough(new TextDecoderStream() as ReadableWritablePair<string, Uint8Array>);
  for await (const { data } of text.pipeThrough(new EventSourceParserStream())) yield JSON.parse(data) as StreamEvent;
}
