import { streams } from '../streams';

/** Encodes and enqueues the event once for each client, as that usual handler does. */
export async function POST(request: Request): Promise<Response> {
  const data = await request.text();
  for (const controller of streams()) {
    try {
      controller.enqueue(new TextEncoder().encode(`data: ${data}\n\n`));
    } catch {
      streams().delete(controller);
    }
  }
  return new Response(null, { status: 204 });
}
