import { expect } from '@playwright/test';
import type { Email } from 'postal-mime';
import { MESSAGES } from '@/i18n/messages';
import type { MailServer } from '../mail-server';
import { until } from '../until';
import { BOOKED, BY_HAND, CANCELLED, GROUPS, type Sql, WALK_INS } from './night';

const KINDS = ['confirmation', 'change', 'cancellation', 'waitlist-joined', 'waitlist-offer'] as const;
type Kind = (typeof KINDS)[number];

/** Waits until every letter that has been written has left. */
export async function allSent(sql: Sql): Promise<void> {
  await until(
    'all letters are sent',
    async () => {
      const [open] = await sql<{ open: string }>(
        "select count(*) as open from outbox_message where business_id = $1 and state in ('WAITING', 'SENDING')",
      );
      return open?.open === '0';
    },
    120_000,
  );
}

/** The letter that offers a party of the waiting list a time, as soon as it has come, and the address in it. */
export async function offerTo(mail: MailServer, recipient: string): Promise<string> {
  const found = await until(
    `${recipient} has an offer`,
    () =>
      mail.inbox.find((letter) => addressOf(letter) === recipient && /\nAceptar o rechazar:\n/.test(letter.text ?? '')),
    60_000,
  );
  return /\nAceptar o rechazar:\n(\S+)/.exec(found.text ?? '')?.[1] ?? '';
}

const addressOf = ({ to }: Email) => to?.[0]?.address ?? '';

/** What a letter is, by its subject; names and times in it may be any. */
function kindOf({ subject = '' }: Email, venue: string): Kind {
  const found = KINDS.filter((kind) => {
    const [before = '', ...rest] = MESSAGES.es.mail.letter[kind].subject.replace('{venue}', venue).split(/\{\w+\}/);
    return subject.startsWith(before) && rest.every((part) => subject.includes(part));
  });
  expect(found, subject).toHaveLength(1);
  return found[0] as Kind;
}

interface Told {
  readonly kind: Kind;
  readonly name: string;
  readonly email: string;
  /** Of a reservation. */
  readonly id: string | null;
  readonly code: string | null;
}

/**
 * Who has to have had which letters, by what the database holds: each guest who did not come by a file one confirmation, one letter
 * for each change of the time and one for a cancellation; each party of the waiting list that it is on it, and one offer.
 */
const EXPECTED = `
  with told as (
    select r.* from reservation r where r.business_id = $1 and r.business_day = $2 and r.customer_email is not null
      and not exists (select from reservation_import_row i where i.business_id = r.business_id and i.reservation_id = r.id))
  select 'confirmation' as kind, customer_name as name, customer_email as email, id, code from told
  union all
  select 'change', customer_name, customer_email, told.id, code from told
    join audit_entry a on a.business_id = told.business_id and a.entity = 'reservation' and a.entity_id = told.id
      and a.before ->> 'reservedAt' <> a.after ->> 'reservedAt'
  union all
  select 'cancellation', customer_name, customer_email, id, code from told where status = 'CANCELLED'
  union all
  select kind, customer_name, customer_email, null, null from waitlist_entry
    cross join (values ('waitlist-joined'), ('waitlist-offer')) as both_kinds (kind)
    where business_id = $1 and business_day = $2`;

/** Every letter that the mail server has accepted is one that somebody had to have, and the other way round. */
export async function compareLetters(mail: MailServer, sql: Sql, publicUrl: string): Promise<void> {
  const [venue] = await sql<{ name: string }>('select name from business where id = $1');
  const letters = mail.inbox.filter((letter) => addressOf(letter).endsWith('@guest.test'));
  const told = letters.map((letter) => {
    const text = letter.text ?? '';
    return { letter, text, kind: kindOf(letter, venue?.name ?? ''), name: text.slice(0, text.indexOf(',')) };
  });
  const expected = await sql<Told>(EXPECTED);
  expect(told.map(({ kind, name, letter }) => `${kind} · ${name} · ${addressOf(letter)}`).sort()).toEqual(
    expected.map(({ kind, name, email }) => `${kind} · ${name} · ${email}`).sort(),
  );
  const countOf = (kind: Kind) => expected.filter((each) => each.kind === kind).length;
  expect(countOf('confirmation')).toBe(BOOKED.host + BOOKED.online + BOOKED.waiting + WALK_INS + GROUPS + BY_HAND);
  expect(countOf('change')).toBeGreaterThan(BY_HAND);
  expect(countOf('cancellation')).toBe(CANCELLED.venue + CANCELLED.guest);
  expect([countOf('waitlist-joined'), countOf('waitlist-offer')]).toEqual([BOOKED.waiting, BOOKED.waiting]);
  expect(new Set(mail.inbox.map(({ messageId }) => messageId)).size, 'none twice').toBe(mail.inbox.length);

  for (const { letter, text, kind, name } of told) {
    const { id, code } = expected.find((each) => each.kind === kind && each.name === name) ?? {};
    for (const [link] of text.matchAll(/https?:\S+/g)) expect(link).toMatch(new RegExp(`^${publicUrl}/`));
    if (!id || !code) continue;
    expect(text, `${kind} of ${name}`).toContain(`${MESSAGES.es.mail.letter.facts.code}: ${code}\n`);
    const calendar = letter.attachments.find(({ mimeType }) => mimeType === 'text/calendar');
    const content = new TextDecoder().decode(calendar?.content as Uint8Array | undefined);
    expect(content, `${kind} of ${name}`).toContain(`METHOD:${kind === 'cancellation' ? 'CANCEL' : 'PUBLISH'}`);
    expect(content.replaceAll('\r\n ', '')).toContain(id);
  }
  expect(
    await sql(
      `select kind, state, count(*)::int as letters from outbox_message
         where business_id = $1 and state not in ('SENT', 'SUPERSEDED') group by kind, state`,
    ),
  ).toEqual([]);
  const [sent] = await sql<{ sent: number }>(
    `select count(*)::int as sent from outbox_message where business_id = $1 and state = 'SENT' and recipient like '%@guest.test'`,
  );
  expect(sent?.sent).toBe(letters.length);
}
