import { queryErrors, querySeconds } from '../metrics/instruments';
import { sqlState } from './sql-state';

/** Measures every query of a driver's client from now on. The time of waiting for a connection is not in it. */
export function timeQueries<Client extends { query: object }>(client: Client): Client {
  client.query = new Proxy(client.query, {
    apply(query, self, args: unknown[]) {
      const end = querySeconds.startTimer();
      const done = (error: unknown) => {
        end();
        if (error) queryErrors.inc({ class: sqlState(error)?.slice(0, 2) ?? 'none' });
      };
      const callback = args.at(-1);
      const settled = typeof callback === 'function' ? settle(callback, done) : null;
      const answer: unknown = Reflect.apply(
        query as () => unknown,
        self,
        settled ? [...args.slice(0, -1), settled] : args,
      );
      if (!settled && answer instanceof Promise) answer.then(() => done(null), done);
      return answer;
    },
  });
  return client;
}

function settle(callback: object, done: (error: unknown) => void): (error: unknown, result: unknown) => void {
  return (error, result) => {
    done(error);
    Reflect.apply(callback as () => unknown, undefined, [error, result]);
  };
}
