import { streams } from '../streams';

export const dynamic = 'force-dynamic';

/** The usual route handler for server-sent events: one ReadableStream for each client. */
export function GET(request: Request): Response {
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      controller.enqueue(new TextEncoder().encode(': open\n\n'));
      streams().add(controller);
      request.signal.addEventListener('abort', () => streams().delete(controller));
    },
  });
  return new Response(body, { headers: { 'content-type': 'text/event-stream', 'cache-control': 'no-cache' } });
}
