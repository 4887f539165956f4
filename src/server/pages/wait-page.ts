import { LANGUAGES } from '@/i18n/locale';
import { parseInput } from '@/modules/access/route';
import { showPage } from '@/modules/booking/find-page';
import { managePath } from '@/modules/reservations/manage-link';
import { businessDayOf, localTimeOf, noonOf } from '@/modules/venues/business-day';
import { answerOffer } from '@/modules/waitlist/change-own-entry';
import { createOwnEntry } from '@/modules/waitlist/create-own-entry';
import { findBooked } from '@/modules/waitlist/find-booked';
import { findOwnEntry } from '@/modules/waitlist/find-own-entry';
import type { EntryRow } from '@/modules/waitlist/rows';
import { isOpen, stateAt } from '@/modules/waitlist/rules';
import { JoinInput, WaitPageInput } from '@/modules/waitlist/schema';
import { DomainError } from '@/platform/errors';
import { originOf } from '@/platform/http/origin';
import { statusOf } from '@/platform/http/problem';
import { readForm } from '@/platform/http/request-input';
import { admitBooking, admitRead } from '../api/booking-limit';
import { endpoint } from '../api/endpoint';
import { operation } from '../api/operation';
import { drawFacts, drawLinks } from './done';
import { entryPageOf, pageOf, pathOf, say, textsOf, type Visit } from './frame';
import { type Html, html, postForm } from './html';
import { askedOf, whenOf } from './slots';

const PUBLIC = { actor: 'public', input: null, output: null } as const;

/** The way to the list, for whoever finds no time. */
export function drawJoin(visit: Visit, { party, day }: { readonly party: number; readonly day: string }): Html {
  const { wait } = textsOf(visit);
  const href = pathOf(visit, '/espera', { party: String(party), day });
  return html`<div class="stack"><a class="button" href="${href}">${wait.join}</a></div>`;
}

type Typed = Readonly<Record<string, string>>;

/** The form by which a guest joins the list of a night. */
const form = pageOf(async (visit, _params, request) => {
  await admitRead(request);
  if (!visit.found.page.open) throw new DomainError('BOOKING_CLOSED');
  return drawForm(visit, {}, null, 200);
});

const join = pageOf(async (visit, { slug = '' }, request) => {
  const { found, locale, now } = visit;
  if (!found.page.open) throw new DomainError('BOOKING_CLOSED');
  const sent = await readForm(request);
  const typed: Typed = Object.fromEntries(
    Object.entries(sent).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value.slice(0, 2000)]] : [])),
  );
  const { accept, ...fields } = typed;
  const parsed = JoinInput.safeParse({ ...fields, slug, locale });
  const { bad } = textsOf(visit).form;
  const { wait } = textsOf(visit);
  const issue = String(parsed.error?.issues[0]?.path[0] ?? '');
  if (issue !== '')
    return drawForm(visit, typed, issue === 'name' || issue === 'email' ? bad[issue] : wait.badDay, 400);
  if (!parsed.success || accept !== 'on') return drawForm(visit, typed, bad.policy, 400);
  if (!parsed.data.phone && !parsed.data.email) return drawForm(visit, typed, bad.phone, 400);
  try {
    await admitBooking(request, found.venue.id, { phone: parsed.data.phone, email: parsed.data.email });
    const { slug: _, ...input } = parsed.data;
    const { manageUrl } = await createOwnEntry(found, input, { now, origin: originOf(request.headers, request.url) });
    return { location: new URL(manageUrl).pathname + (visit.named ? `?lang=${visit.named}` : '') };
  } catch (error) {
    if (!(error instanceof DomainError) || statusOf(error.code) >= 500) throw error;
    return drawForm(visit, typed, refusalOf(visit, error), statusOf(error.code));
  }
});

function refusalOf(visit: Visit, error: DomainError): string {
  const { wait, form: texts } = textsOf(visit);
  const [issue] = (error.extra.issues ?? []) as { path: string }[];
  if (error.code === 'WAITLIST_FULL') return wait.full;
  if (error.code === 'POLICY_CHANGED') return texts.policyChanged;
  if (error.code === 'RATE_LIMITED') return texts.fast;
  if (issue?.path === 'phone') return texts.bad.phoneWrong;
  if (issue?.path === 'until') return wait.badWindow;
  if (issue?.path === 'day') return wait.badDay;
  throw error;
}

function drawForm(visit: Visit, typed: Typed, problem: string | null, status: number) {
  const { found, locale, now } = visit;
  const { wait, page, form: texts } = textsOf(visit);
  const asked = askedOf(visit);
  const today = businessDayOf(now, found.venue);
  const shown = showPage(found, locale);
  const numbers = Array.from({ length: found.page.maxParty }, (_, i) => i + 1);
  const party = Number(typed.party ?? asked.party);
  const field = (name: string, label: string, attributes: Html) =>
    html`<label for="${name}">${label}</label><input id="${name}" name="${name}" value="${typed[name] ?? ''}" ${attributes}>`;
  const content = html`<section class="accent"><p>${wait.lead}</p>
${problem && html`<p class="note bad" role="alert">${problem}</p>`}
<div class="trap" aria-hidden="true"><label for="website">${texts.trap}</label><input id="website" name="website" tabindex="-1" autocomplete="off"></div>
<input type="hidden" name="policyVersion" value="${shown.policyVersion}"><input type="hidden" name="shownAt" value="${now.getTime()}">
<div class="row"><div><label for="party">${page.party}</label><select id="party" name="party">${numbers.map(
    (count) =>
      html`<option value="${count}"${count === party && html` selected`}>${say(visit, page.people, { count })}</option>`,
  )}</select></div><div><label for="day">${page.day}</label><input id="day" name="day" type="date" min="${today}" value="${typed.day ?? asked.day}" required></div></div>
<p class="hint">${wait.window}</p>
<div class="row"><div>${field('from', wait.from, html`type="time"`)}</div><div>${field('until', wait.until, html`type="time"`)}</div></div></section>
<section><h2>${texts.title}</h2>${field('name', texts.name, html`maxlength="120" autocomplete="name" required`)}
<p class="hint">${wait.contact}</p>
<div class="row"><div>${field('phone', texts.phone, html`type="tel" maxlength="60" autocomplete="tel"`)}</div><div>${field('email', texts.email, html`type="email" maxlength="200" autocomplete="email"`)}</div></div>
<p class="label">${texts.terms}</p><div class="terms" tabindex="0" role="region" aria-label="${texts.terms}">${shown.policy}</div>
<label class="check"><input type="checkbox" name="accept" required${typed.accept === 'on' && html` checked`}>${texts.accept}</label>
<div class="stack"><button class="main">${wait.join}</button><a class="button quiet" href="${pathOf(visit)}">${page.back}</a></div></section>`;
  const body = postForm(pathOf(visit, '/espera'), content, html` data-once`);
  return { title: say(visit, wait.title, { venue: found.venue.name }), body, status };
}

/**
 * The page of one party, for whoever has its link. It changes nothing, whoever follows it: programs that read mail do. An old link, and
 * one under a slug of before, leads to where the party stands now.
 */
const show = entryPageOf(async (visit, { token = '' }, request) => {
  await admitRead(request);
  const { row } = await findOwnEntry(token);
  const { wait, manage } = textsOf(visit);
  const state = stateAt(row, visit.now);
  const { offerAt, offerExpiresAt, offeredAt } = row;
  const isOffer = state === 'OFFERED' && offerAt !== null && offerExpiresAt !== null && offeredAt !== null;
  const hour = isOffer ? localTimeOf(offerExpiresAt, visit.found.venue.timeZone) : '';
  const told = visit.query.get('aviso') === 'no' && html`<p class="note bad" role="status">${wait.gone}</p>`;
  const head = html`${told}<p><strong data-testid="state" data-state="${state}">${wait.state[state]}</strong></p><p class="soft">${say(visit, wait.body[state], { hour })}</p>`;
  const booked = await findBooked(row);
  const offer = isOffer && { at: offerAt, made: offeredAt.getTime() };
  const body = booked
    ? html`<section class="accent">${head}${drawFacts(visit, booked.row)}<div class="stack">${drawLinks(visit, booked.pass)}<a class="button quiet" href="${managePath(visit.found.venue.slug, booked.row)}">${textsOf(visit).done.manage}</a></div></section>`
    : html`<section class="accent">${head}${drawWish(visit, row, offer ? offer.at : null)}${
        isOpen(state)
          ? postForm(
              pathOf(visit, `/espera/${token}`),
              html`${
                offer &&
                html`<input type="hidden" name="offer" value="${offer.made}"><button class="main" name="do" value="accept">${wait.accept}</button><button name="do" value="decline">${wait.decline}</button>`
              }<button class="${offer ? 'quiet' : 'danger'}" name="do" value="leave">${wait.leave}</button>`,
              html` class="stack" data-once`,
            )
          : html`<div class="stack"><a class="button" href="${pathOf(visit)}">${manage.again}</a></div>`
      }</section>`;
  return { title: say(visit, wait.title, { venue: visit.found.venue.name }), body };
});

/** What the party waits for, or is offered. */
function drawWish(visit: Visit, row: EntryRow, at: Date | null): Html {
  const { page, wait } = textsOf(visit);
  const day = new Intl.DateTimeFormat(LANGUAGES[visit.locale].formats, {
    ...{ timeZone: 'UTC', weekday: 'long', day: 'numeric', month: 'long' },
  }).format(noonOf(row.businessDay));
  return html`<dl>${
    at
      ? html`<dt>${wait.offered}</dt><dd>${whenOf(visit, at)}</dd>`
      : html`<dt>${page.day}</dt><dd>${day}</dd><dt>${wait.wish}</dt><dd>${windowOf(visit, row)}</dd>`
  }<dt>${page.party}</dt><dd>${say(visit, page.people, { count: row.guestCount })}</dd></dl>`;
}

function windowOf(visit: Visit, { wishFrom: from, wishUntil: until }: EntryRow): string {
  const { wait } = textsOf(visit);
  if (from !== null && until !== null) return say(visit, wait.between, { from, until });
  if (from !== null) return say(visit, wait.after, { from });
  return until === null ? wait.any : say(visit, wait.before, { until });
}

/** What the party says. It is answered with the page, which shows where it stands then. */
const act = entryPageOf(async (visit, { token = '' }, request) => {
  await admitRead(request);
  const { do: action, offer } = parseInput(WaitPageInput, await readForm(request));
  const { found, row } = await findOwnEntry(token);
  try {
    await answerOffer(found, row, { action, offer }, visit.now);
  } catch (error) {
    const isPast = error instanceof DomainError && ['HOLD_EXPIRED', 'ENTRY_CLOSED', 'SLOT_TAKEN'].includes(error.code);
    if (!isPast) throw error;
    return { location: pathOf(visit, `/espera/${token}`, { aviso: 'no' }) };
  }
  return { location: pathOf(visit, `/espera/${token}`) };
});

export const joinPage = endpoint('/v/[slug]/espera', {
  GET: operation({ ...PUBLIC, serve: form }),
  POST: operation({ ...PUBLIC, serve: join }),
});

export const waitPage = endpoint('/v/[slug]/espera/[token]', {
  GET: operation({ ...PUBLIC, serve: show }),
  POST: operation({ ...PUBLIC, serve: act }),
});
