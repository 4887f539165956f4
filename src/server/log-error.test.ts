import { expect, it } from 'vitest';
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
