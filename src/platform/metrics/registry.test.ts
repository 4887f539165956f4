import { expect, it } from 'vitest';
import { auditVerdicts } from '@/server/monitor/verdicts';
import { clientReconnectFailures } from './instruments';
import { counter, readCounter, readGauge, registry } from './registry';

const value = async (line: string) => (await registry().metrics()).split('\n').find((found) => found.startsWith(line));

it('makes a metric once, whoever asks for it', async () => {
  const first = counter('test_once_total', 'Once.');
  const second = counter('test_once_total', 'Once.');
  first.inc();
  second.inc();
  expect(await value('test_once_total')).toBe('test_once_total 2');
});

it('shows every series of a closed set of labels from the start', async () => {
  expect(await value('aforo_audit_verdicts_total{verdict="differs"}')).toMatch(/ 0$/);
  auditVerdicts.inc({ verdict: 'differs' });
  expect(await value('aforo_audit_verdicts_total{verdict="differs"}')).toMatch(/ 1$/);
  clientReconnectFailures.inc(3);
  expect(await value('aforo_client_reconnect_failures_total')).toBe('aforo_client_reconnect_failures_total 3');
});

it('reads what is counted elsewhere at each scrape', async () => {
  let sum = 5;
  const parts: Record<string, number> = { raw: 2, web: 1 };
  readCounter('test_sum_total', 'Sum.', () => sum);
  readGauge('test_parts', 'Parts.', () => parts, 'kind');
  expect(await value('test_sum_total')).toBe('test_sum_total 5');
  expect(await value('test_parts{kind="raw"}')).toMatch(/ 2$/);
  sum = 9;
  delete parts.raw;
  expect(await value('test_sum_total')).toBe('test_sum_total 9');
  expect(await value('test_parts{kind="raw"}')).toBeUndefined();
});
