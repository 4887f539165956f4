import { queryErrors, querySeconds } from '../metrics/instruments';
import { sqlState } from './sql-state';

/** Measures a query. The wait for a connection is not included. */
export async function timed<T>(query: () => Promise<T>): Promise<T> {
  const end = querySeconds.startTimer();
  try {
    return await query();
  } catch (error) {
    queryErrors.inc({ class: sqlState(error)?.slice(0, 2) ?? 'none' });
    throw error;
  } finally {
    end();
  }
}
