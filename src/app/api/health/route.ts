export const dynamic = 'force-dynamic';

/** Liveness: the process answers. Asks nothing of the database, whose outage a restart would not mend. */
export function GET(): Response {
  return Response.json({ status: 'ok' }, { headers: { 'cache-control': 'no-store' } });
}
