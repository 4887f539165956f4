import { serveWebStream } from '@/server/stream-route';

/** The stream on hosts without the custom server, which would serve this path itself. */
export const dynamic = 'force-dynamic';
export const maxDuration = 300;

export {
  serveWebStream as DELETE,
  serveWebStream as GET,
  serveWebStream as HEAD,
  serveWebStream as PATCH,
  serveWebStream as POST,
  serveWebStream as PUT,
};
