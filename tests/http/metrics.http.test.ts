import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { parse } from 'yaml';
import { type Api, anonymousApi, signIn } from '../support/api';
import { type Exposed, faultsOf, readExposed } from '../support/promql';
import { startServer, type TestServer } from '../support/server';
import { openStream } from '../support/stream';
import { until } from '../support/until';

const TOKEN = 'a-token-that-a-scraper-bears';
/** For the embedded database's first start on a busy machine. */
const START_MS = 180_000;
const RULES = 'deploy/prometheus/alerts.yaml';

let server: TestServer;
let host: Api;

beforeAll(async () => {
  server = await startServer({ postgresUrl: inject('postgresUrl'), env: { METRICS_TOKEN: TOKEN } });
  host = await signIn(server.url, 'host');
}, START_MS);
afterAll(async () => server?.stop());

async function scrape(): Promise<string> {
  const { status, body } = await anonymousApi(server.url).call<{ text: string }>('GET', '/api/metrics', {
    headers: { authorization: `Bearer ${TOKEN}` },
  });
  expect(status).toBe(200);
  return body.text;
}

/** The sum of all series that the line's beginning matches. */
async function sumOf(series: RegExp): Promise<number> {
  const lines = (await scrape()).split('\n').filter((line) => series.test(line));
  if (lines.length === 0) throw new Error(`no series like ${series}`);
  return lines.reduce((sum, line) => sum + Number(line.split(' ').at(-1)), 0);
}

describe('GET /api/metrics', () => {
  it('answers nobody but the bearer of the token', async () => {
    const anonymous = anonymousApi(server.url);
    expect((await anonymous.call('GET', '/api/metrics')).status).toBe(401);
    const wrong = { headers: { authorization: `Bearer ${TOKEN}!` } };
    expect((await anonymous.call('GET', '/api/metrics', wrong)).status).toBe(401);
    expect((await host.call('GET', '/api/metrics')).status).toBe(401);
    const right = await anonymous.call('GET', '/api/metrics', { headers: { authorization: `Bearer ${TOKEN}` } });
    expect(right.headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8');
    expect(right.headers.get('cache-control')).toBe('no-store');
  });

  it('counts streams, what they were sent, and how they ended', async () => {
    const closed = await sumOf(/^aforo_stream_closes_total\{reason="gone"/);
    const stream = await openStream(host);
    await until('the stream to be counted', async () => (await sumOf(/^aforo_streams_open\{transport="raw"/)) === 1);
    expect(await sumOf(/^aforo_stream_connects_total /)).toBeGreaterThan(0);
    expect(await sumOf(/^aforo_stream_businesses /)).toBe(1);
    expect(await sumOf(/^aforo_native_fan_out /)).toBe(Number(existsSync('build/send-many.node')));
    const sent = await sumOf(/^aforo_stream_events_sent_total /);
    const batches = await sumOf(/^aforo_fan_out_duration_seconds_count /);
    const { qrCode } = await host.createWithPass();
    expect((await host.scan(qrCode, crypto.randomUUID())).status).toBe(200);
    await until('both events to be sent', async () => (await sumOf(/^aforo_stream_events_sent_total /)) >= sent + 2);
    await until(
      'the batch to be counted',
      async () => (await sumOf(/^aforo_fan_out_duration_seconds_count /)) > batches,
    );
    expect(await sumOf(/^aforo_commit_to_write_seconds_count /)).toBeGreaterThan(0);
    expect(await sumOf(/^aforo_log_lag_events /)).toBe(0);
    stream.close();
    await until(
      'the close to be counted',
      async () => (await sumOf(/^aforo_stream_closes_total\{reason="gone"/)) === closed + 1,
    );
    expect(await sumOf(/^aforo_streams_open/)).toBe(0);
  });

  it('counts requests by pattern, queries, failed sign-ins and limits', async () => {
    const failures = await sumOf(/^aforo_sign_in_failures_total /);
    const limited = await sumOf(/^aforo_limits_hit_total\{limit="sign_in_pair"/);
    const queries = await sumOf(/^aforo_db_query_duration_seconds_count /);
    const { reservation } = await host.createWithPass();
    await host.ok('GET', `/api/reservas/${reservation.id}`);
    for (let i = 0; i < 11; i++) {
      const body = { email: 'nadie@terraza.test', password: 'equivocada' };
      await anonymousApi(server.url).call('POST', '/api/auth/sign-in/email', { body });
    }
    expect(await sumOf(/^aforo_http_requests_total\{route="\/api\/reservas\/\[id\]",method="GET",status="200"/)).toBe(
      1,
    );
    expect(await sumOf(/^aforo_db_query_duration_seconds_count /)).toBeGreaterThan(queries);
    expect(await sumOf(/^aforo_sign_in_failures_total /)).toBe(failures + 10);
    expect(await sumOf(/^aforo_limits_hit_total\{limit="sign_in_pair"/)).toBe(limited + 1);
  });

  it('names nobody and has no series per business, user or address', async () => {
    const text = await scrape();
    expect(text).not.toContain(host.businessId);
    expect(text).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}-|@|127\.0\.0\.1/);
    expect(text.split('\n').length).toBeLessThan(600);
  });
});

describe('what Prometheus and Grafana are told to ask', () => {
  const rules = () => (parse(readFileSync(RULES, 'utf8')) as Rules).groups.flatMap((group) => group.rules);
  let exposed: Exposed;
  beforeAll(async () => {
    exposed = readExposed(await scrape());
  });

  it('in the alert rules parses and is exposed; each says what happened and what to do', () => {
    expect(rules().length).toBeGreaterThan(10);
    expect(rules().flatMap(({ expr }) => faultsOf(expr, exposed))).toEqual([]);
    for (const { alert, annotations, labels } of rules()) {
      expect(annotations.summary, alert).toBeTruthy();
      expect(annotations.action, alert).toBeTruthy();
      expect(labels.severity, alert).toMatch(/^(critical|warning)$/);
    }
  });

  it('in the dashboard parses and is exposed', () => {
    const { panels } = JSON.parse(readFileSync('deploy/grafana/aforo.json', 'utf8')) as Dashboard;
    const expressions = panels.flatMap(({ targets }) => targets.map(({ expr }) => expr));
    expect(expressions.length).toBeGreaterThan(40);
    expect(expressions.flatMap((expression) => faultsOf(expression, exposed))).toEqual([]);
  });

  it('would be found out if it were wrong', () => {
    expect(faultsOf('rate(aforo_stream_connects_total[5m)', exposed).join()).toMatch(/does not parse/);
    expect(faultsOf('sum(aforo_streams)', exposed)).toEqual(['aforo_streams is not exposed']);
    expect(faultsOf('aforo_stream_closes_total{motive="gone"}', exposed).join()).toMatch(/no such label/);
    expect(faultsOf('aforo_stream_closes_total{reason=~"gone|slow"}', exposed).join()).toMatch(/no such value: slow$/);
    expect(faultsOf('up{job="aforo"} == 0', exposed)).toEqual([]);
  });

  it.runIf(spawnSync('promtool', ['--version']).status === 0)('passes promtool', () => {
    execFileSync('promtool', ['check', 'rules', RULES]);
    execFileSync('promtool', ['test', 'rules', 'deploy/prometheus/alerts.test.yaml']);
  });
});

interface Rules {
  readonly groups: readonly {
    readonly rules: readonly {
      readonly alert: string;
      readonly expr: string;
      readonly labels: { readonly severity?: string };
      readonly annotations: { readonly summary?: string; readonly action?: string };
    }[];
  }[];
}

interface Dashboard {
  readonly panels: readonly { readonly targets: readonly { readonly expr: string }[] }[];
}
