import { Client } from 'pg';
import { ensurePostgres } from '../../scripts/lib/postgres.mjs';
import { type Api, anonymousApi, signIn } from '../support/api';
import { bringFile, cancel, move, open, waitAndAccept } from '../support/booking-night/acts';
import { moveByHand } from '../support/booking-night/by-hand';
import { compare } from '../support/booking-night/compare';
import { allSent, compareLetters } from '../support/booking-night/letters';
import {
  BOOKED,
  CANCELLED,
  DAY,
  GROUPS,
  inGroups,
  LIMITS,
  Night,
  type Sql,
  WALK_INS,
} from '../support/booking-night/night';
import { sitTonight } from '../support/booking-night/tonight';
import { login } from '../support/login';
import { startMailServer } from '../support/mail-server';
import { startNamedProxy } from '../support/named-proxy';
import { expectLive } from '../support/reservas-page';
import { expect, test } from '../support/screens';
import { startTwoServers } from '../support/two-servers';

test.describe.configure({ mode: 'default', timeout: 900_000 });

/** Two processes of one public address that write letters, and what stands around them. */
async function startNight() {
  const postgres = await ensurePostgres();
  const mail = await startMailServer();
  const servers = await startTwoServers(postgres.url, LIMITS);
  const { first, second } = servers;
  const database = new Client({ connectionString: first.env.DATABASE_URL });
  await database.connect();
  // Nobody writes to the invented guests of a demo.
  await database.query('update business set demo = false');
  const sender = { SMTP_URL: mail.url, MAIL_FROM: 'mesas@aforo.test', PUBLIC_URL: first.url };
  for (const server of [first, second]) {
    await server.kill9();
    await server.restart(sender);
  }
  const proxy = await startNamedProxy(second.port, first.url);
  const stop = async () => {
    await database.end();
    await proxy.close();
    await servers.stop();
    await mail.stop();
    await postgres.stop();
  };
  return { origins: [first.url, proxy.url] as const, mail, database, stop };
}

test('a night of bookings from four sources ends with the same guests on every screen, in every file and in every letter as in the database', async ({
  browser,
}) => {
  const { origins, mail, database, stop } = await startNight();
  try {
    const owner = await signIn(origins[0], 'owner');
    const hosts = await Promise.all(origins.map((url) => signIn(url, 'host')));
    const night = new Night(hosts as [Api, Api], origins.map((url) => anonymousApi(url)) as [Api, Api]);
    const { policyVersion, tables } = await open(owner);
    const sql: Sql = async <T extends object>(text: string) =>
      (await database.query<T>(text, text.includes('$2') ? [owner.businessId, DAY] : [owner.businessId])).rows;

    const openAs = async (index: 0 | 1, path: string) => {
      const context = await browser.newContext({ baseURL: origins[index], viewport: { width: 1280, height: 800 } });
      await login(context, 'host');
      const page = await context.newPage();
      await page.goto(path);
      return page;
    };
    const screens = [await openAs(0, `/reservas?dia=${DAY}`), await openAs(1, `/plan?dia=${DAY}&vista=lista`)];
    for (const page of screens) await expectLive(page);
    const opened = await Promise.all(screens.map((page) => page.evaluate(() => performance.timeOrigin)));

    const groups = await inGroups(GROUPS, (index) => night.book(`Grupo ${index}`, 9 + (index % 3), 'IN_HOUSE'), 3);
    expect(
      groups.every(({ tableIds }) => (tableIds ?? []).length > 1),
      'joined tables',
    ).toBe(true);
    const made = await inGroups(BOOKED.host, (index) => night.book(`Casa ${index}`, night.upTo(5), 'IN_HOUSE'));
    const online = await inGroups(
      BOOKED.online,
      (index) => night.bookOnline(`Pagina ${index}`, night.upTo(4), policyVersion, index),
      4,
    );
    await bringFile(night);
    const walkIns = await inGroups(WALK_INS, (index) => night.book(`Calle ${index}`, night.upTo(3), 'WALK_IN'));
    expect(walkIns).toHaveLength(WALK_INS);
    await allSent(sql);
    await move(night, made);
    await moveByHand(night, owner, await openAs(1, `/plan?dia=${DAY}&vista=linea`), sql);
    await allSent(sql);
    await cancel(night, made.slice(0, CANCELLED.venue), online.slice(0, CANCELLED.guest));
    await waitAndAccept(night, owner, mail, { policyVersion, sql });
    await sitTonight(night, tables, sql);
    await compare({ night, sql, screens, opened });
    await allSent(sql);
    await compareLetters(mail, sql, origins[0]);
  } finally {
    await stop();
  }
});
