import { pino } from 'pino';
import { expect, it } from 'vitest';
import { LINE } from './log';
import { describeError } from './log-error';

it('keeps what failed and why, and no value of a statement', () => {
  const driver = Object.assign(new Error('the database system is starting up'), {
    code: '57P03',
    detail: 'Key (email)=(lucia@casa.test) already exists.',
  });
  const params = ['secret-token', 'Lucía\nFernández'];
  const query = 'select "id" from "session" where "token" = $1';
  const orm = Object.assign(new Error(`Failed query: ${query}\nparams: ${params}`, { cause: driver }), {
    query,
    params,
  });
  const auth = new Error(`Failed to get session: ${orm.message}: ${driver.message}`, { cause: orm });

  const logged = describeError(auth);
  expect(logged.message).toBe(`Failed to get session: Failed query: ${query}`);
  expect(logged.cause?.message).toBe(`Failed query: ${query}`);
  expect(logged.cause?.cause).toMatchObject({ code: '57P03', message: 'the database system is starting up' });
  expect(logged.frames[0]).toMatch(/^at .*log-error\.test\.ts/);
  expect(JSON.stringify(logged)).not.toMatch(/secret-token|Fernández|lucia/);
});

it('takes anything that was thrown, and a chain that bites its tail', () => {
  const endless = new Error('again');
  endless.cause = endless;
  expect(JSON.stringify(describeError(endless)).length).toBeLessThan(20_000);
  expect(describeError('text of a person')).toEqual({ type: 'string', message: 'not an Error', frames: [] });
});

it('makes no line longer than a page of text, whatever it is about', () => {
  const long = 'ñ\u0001'.repeat(60_000);
  const endless = Object.assign(new Error(long), { name: long, code: long });
  endless.cause = endless;
  endless.stack = `Error\n${`    at ${long}\n`.repeat(50)}`;
  const lines: string[] = [];
  const logger = pino(LINE, { write: (line: string) => void lines.push(line) });
  logger.error({ err: endless }, long);
  logger.error(endless);
  logger.warn({ source: 'console', text: long, nested: { list: Array(5_000).fill(long), [long]: long } }, long, long);
  logger.info({ list: Array(5_000).fill(long), deep: { deeper: { text: long } } }, 'printed %s', long);
  logger.info({ status: 200, route: '/api/me', none: null }, 'request');
  expect(lines).toHaveLength(5);
  for (const line of lines) expect(line.length).toBeLessThan(64 * 1024);
  const readable = lines.map((line) => JSON.parse(line));
  expect(readable[2]).toMatchObject({ source: 'console', text: expect.stringMatching(/… \(120000\)$/) });
  expect(readable[4]).toMatchObject({ status: 200, route: '/api/me', none: null, msg: 'request' });
});
