import type { Outcome } from './schedule';

export interface Answer {
  readonly outcome: Outcome;
  /** Milliseconds that the server asks to wait. */
  readonly retryAfter: number;
}

/** Milliseconds after which a question counts as failed. */
const DEADLINE = 10_000;

/**
 * Whether the pass has become something else than what the page shows, whose mark it has. It believes only an answer with
 * a mark: a network that answers by itself, such as a portal, has none.
 */
export async function askStatus(token: string, mark: string, stop: AbortSignal): Promise<Answer> {
  const deadline = new AbortController();
  const end = () => deadline.abort();
  const timer = setTimeout(end, DEADLINE);
  stop.addEventListener('abort', end);
  try {
    const answer = await fetch(`/api/pase/${token}/estado`, {
      ...{ headers: { 'if-none-match': `"${mark}"` }, cache: 'no-store', credentials: 'omit', signal: deadline.signal },
    });
    const seconds = Number(answer.headers.get('retry-after') ?? 0);
    return { outcome: outcomeOf(answer, mark), retryAfter: Number.isFinite(seconds) ? seconds * 1000 : 0 };
  } catch {
    return { outcome: 'failed', retryAfter: 0 };
  } finally {
    clearTimeout(timer);
    stop.removeEventListener('abort', end);
  }
}

function outcomeOf({ status, headers }: Response, mark: string): Outcome {
  if (status === 304) return 'same';
  if (status === 404 && headers.get('content-type')?.startsWith('application/problem+json')) return 'gone';
  const now = headers.get('etag');
  if (status !== 200 || now === null) return 'failed';
  // A proxy that changes the coding of an answer marks it as weak.
  return now.replace(/^W\//, '') === `"${mark}"` ? 'same' : 'changed';
}
