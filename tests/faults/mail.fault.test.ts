import { Client } from 'pg';
import { afterEach, expect, inject, it } from 'vitest';
import { signIn } from '../support/api';
import { type MailServer, startMailServer } from '../support/mail-server';
import { startServer } from '../support/server';
import { sleep, until } from '../support/until';

const MESSAGES = 200;
/** Of these the first process to send is killed. */
const BEFORE_THE_KILL = 60;
/** The most messages that one process has in its hands at a time. */
const AT_ONCE = 5;
const FIRST = 'uno@aforo.test';
const SECOND = 'dos@aforo.test';

const cleanUps: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
});

interface Row {
  readonly recipient: string;
  readonly state: string;
}

const recipientsOf = ({ inbox }: MailServer) => inbox.map(({ to }) => to?.[0]?.address ?? '');

it('two processes send a night of messages, one of them killed while it sends: each arrives, and twice only what it had in its hands', async () => {
  const mail = await startMailServer();
  cleanUps.push(() => mail.stop());
  const first = await startServer({ postgresUrl: inject('postgresUrl') });
  cleanUps.push(() => first.stop());
  const databaseUrl = String(first.env.DATABASE_URL);
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  cleanUps.push(() => client.end());
  // Nobody writes to the invented guests of a demo.
  await client.query('update business set demo = false');

  const host = await signIn(first.url, 'host');
  const tomorrow = new Date(Date.now() + 24 * 60 * 60_000).toISOString();
  for (let from = 0; from < MESSAGES; from += 20)
    await Promise.all(
      Array.from({ length: 20 }, (_, i) =>
        host.ok('POST', `/api/reservas?businessId=${host.businessId}`, {
          ...{ customerName: `Huésped ${from + i}`, customerEmail: `huesped-${from + i}@correo.test` },
          ...{ guestCount: 2, reservedAt: tomorrow, status: 'CONFIRMED' },
        }),
      ),
    );
  const rowsOf = async () => (await client.query<Row>('select recipient, state from outbox_message')).rows;
  const countOf = async (state: string) => (await rowsOf()).filter((row) => row.state === state).length;
  expect(await countOf('WAITING')).toBe(MESSAGES);

  // The domain of both addresses is one, so a message has one Message-ID; the address says who sent it.
  const sender = (address: string) => ({ SMTP_URL: mail.url, MAIL_FROM: address, PUBLIC_URL: first.url });
  await first.kill9();
  const [second] = await Promise.all([
    startServer({ env: { ...sender(SECOND), DATABASE_URL: databaseUrl } }),
    first.restart(sender(FIRST)),
  ]);
  cleanUps.push(() => second.stop());

  await until('a part is sent', () => mail.inbox.length >= BEFORE_THE_KILL, 45_000);
  // From here on it accepts messages and never says so.
  mail.hangs = true;
  const isAccepted = async () => {
    const sending = await countOf('SENDING');
    return sending > 0 && sending + (await countOf('SENT')) === mail.inbox.length;
  };
  await until('everything in hand is accepted, and nothing moves any more', async () => {
    const before = mail.inbox.length;
    if (!(await isAccepted())) return false;
    await sleep(500);
    return mail.inbox.length === before && (await isAccepted());
  });
  const isFirst = mail.inbox.at(-1)?.from?.address === FIRST;
  await (isFirst ? first : second).kill9();
  const inHand = (await rowsOf()).filter(({ state }) => state === 'SENDING').map(({ recipient }) => recipient);
  expect(inHand.length).toBeGreaterThan(0);
  expect(inHand.length).toBeLessThanOrEqual(AT_ONCE);
  const accepted = recipientsOf(mail);
  expect(new Set(accepted).size, 'nothing was sent twice so far').toBe(accepted.length);
  expect(accepted.slice(-inHand.length).sort()).toEqual([...inHand].sort());

  mail.hangs = false;
  // The minute after which a job, and the three after which a message, are in nobody's hands.
  await client.query("update job set heartbeat_at = heartbeat_at - interval '2 minutes' where kind = 'send-messages'");
  await client.query(
    "update outbox_message set not_before = not_before - interval '4 minutes' where state = 'SENDING'",
  );
  await until('everything is sent', async () => (await countOf('SENT')) === MESSAGES, 60_000);

  const delivered = recipientsOf(mail);
  expect(new Set(delivered).size, 'each of them arrives').toBe(MESSAGES);
  const twice = delivered.filter((recipient, at) => delivered.indexOf(recipient) !== at);
  expect(twice.sort(), 'exactly what the killed process had in its hands').toEqual([...inHand].sort());
  const ids = new Set(mail.inbox.map(({ messageId }) => messageId));
  expect(ids.size, 'under the Message-ID that it had').toBe(MESSAGES);
  const survivor = isFirst ? SECOND : FIRST;
  expect(mail.inbox.slice(accepted.length).every(({ from }) => from?.address === survivor)).toBe(true);
});
