import { expect, it, vi } from 'vitest';
import { ApiError } from './http';
import { createQueryClient } from './query-client';

/** How often a query is tried whose every try fails with `error`. */
async function triesOf(error: Error): Promise<number> {
  vi.useFakeTimers();
  try {
    const queryFn = vi.fn(() => Promise.reject(error));
    const ended = createQueryClient()
      .fetchQuery({ queryKey: ['any'], queryFn, ...retryOf() })
      .catch(() => {});
    await vi.runAllTimersAsync();
    await ended;
    return queryFn.mock.calls.length;
  } finally {
    vi.useRealTimers();
  }
}

/** `fetchQuery` does not retry unless it is told to. */
function retryOf() {
  const retry = createQueryClient().getDefaultOptions().queries?.retry;
  return retry === undefined ? {} : { retry };
}

it.each([
  ['no answer', new ApiError('NETWORK', 0), 4],
  ['an answer of something else', new ApiError('UNKNOWN', 200), 4],
  ['a limit', new ApiError('RATE_LIMITED', 429), 4],
  ['a refusal', new ApiError('FORBIDDEN', 403), 1],
  ['a fault of the program', new TypeError('x is not a function'), 1],
])('after %s', async (_, error, tries) => expect(await triesOf(error)).toBe(tries));
