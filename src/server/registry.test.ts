import { expect, it } from 'vitest';
import monitor from '@/i18n/es/monitor.json';
import { JOBS } from './registry';

it('names each kind of job once, and in the console', () => {
  const kinds = JOBS.map(({ kind }) => kind).sort();
  expect(Object.keys(monitor.jobs.kinds).sort()).toEqual(kinds);
});
