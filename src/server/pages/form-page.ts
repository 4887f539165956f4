import { parseInput } from '@/modules/access/route';
import { createBooking } from '@/modules/booking/create-booking';
import { deleteHold } from '@/modules/booking/delete-hold';
import { findHold } from '@/modules/booking/find-hold';
import { findOffer } from '@/modules/booking/find-offer';
import { showPage } from '@/modules/booking/find-page';
import { renewHold } from '@/modules/booking/renew-hold';
import { CODE_LETTERS, CODE_TRIES, RENEWALS } from '@/modules/booking/rules';
import { GuestInput, HoldInput } from '@/modules/booking/schema';
import { businessDayOf, localTimeOf } from '@/modules/venues/business-day';
import { DomainError } from '@/platform/errors';
import type { ApiRequest } from '@/platform/http/api-request';
import { originOf } from '@/platform/http/origin';
import { statusOf } from '@/platform/http/problem';
import { readForm } from '@/platform/http/request-input';
import { admitBooking, admitRead } from '../api/booking-limit';
import { endpoint } from '../api/endpoint';
import { operation } from '../api/operation';
import { holdFor } from '../api/public-booking';
import { drawDone } from './done';
import { drawForm, type FormState, type Typed, typedOf } from './form';
import { pageOf, pathOf, say, textsOf, type Visit } from './frame';
import { html } from './html';
import { drawChoice, drawSlots, whenOf } from './slots';

const PUBLIC = { actor: 'public', input: null, output: null } as const;

/** Throws BOOKING_CLOSED. */
function requireOpen({ found }: Visit): void {
  if (!found.page.open) throw new DomainError('BOOKING_CLOSED');
}

type Nearest = FormState['nearest'];
const nearestIn = ({ extra }: DomainError) => (extra.nearest ?? []) as NonNullable<Nearest>;

/** A time was chosen: it is kept, and its form comes next. Where somebody was faster, the other times of the day come instead. */
const start = pageOf(async (visit, { slug }, request) => {
  requireOpen(visit);
  const { found } = visit;
  const { at, party } = parseInput(HoldInput, { slug, ...(await readForm(request)) });
  try {
    const { holdId } = await holdFor(request, found, { at: new Date(at), party });
    return { location: pathOf(visit, `/reservar/${holdId}`) };
  } catch (error) {
    if (!(error instanceof DomainError) || error.code !== 'SLOT_TAKEN') throw error;
    const asked = { party, day: businessDayOf(at, found.venue) };
    const offer = await findOffer(found, { ...asked, around: at }, visit.now);
    const { page, manage } = textsOf(visit);
    const body = html`<section class="accent"><p class="note bad" role="alert">${manage.taken}</p>${drawChoice(visit, asked, '')}</section>
<section>${drawSlots(visit, asked, offer, pathOf(visit, '/reservar'))}</section>`;
    return { title: say(visit, page.title, { venue: found.venue.name }), body, status: 409 };
  }
});

/** The form of a time that is kept; once it is booked, its confirmation. */
const show = pageOf(async (visit, { token = '' }, request) => {
  await admitRead(request);
  const { row, booked, nearest } = await findHold({ venue: visit.found.venue, now: visit.now }, token);
  if (booked) return drawDone(visit, booked.row, booked.pass);
  requireOpen(visit);
  const state = stateOf(token, row);
  return drawn(visit, { ...state, nearest, problem: nearest ? 'expired' : null });
});

/** What the form sends: a booking, another time, more time, or that nobody wants it. What was typed is never lost. */
const send = pageOf(async (visit, { token = '' }, request) => {
  const form = await readForm(request);
  const typed = typedOf(form);
  const { venue } = visit.found;
  const at = { venue, now: visit.now };
  const { row, booked } = await findHold(at, token);
  if (booked) return { location: pathOf(visit, `/reservar/${token}`) };
  if (form.do === 'leave') {
    await deleteHold(at, token);
    return { location: pathOf(visit, '', { party: String(row.party), day: row.businessDay }) };
  }
  requireOpen(visit);
  const state = { ...stateOf(token, row), typed };
  try {
    if (form.do === 'renew') {
      const renewed = await renewHold(at, token);
      return drawn(visit, { ...state, ...stateOf(token, renewed), typed, problem: 'renewed' });
    }
    if (typeof form.at === 'string') {
      const wish = parseInput(HoldInput, { slug: venue.slug, at: form.at, party: row.party });
      const { holdId } = await holdFor(request, visit.found, { at: new Date(wish.at), party: row.party });
      await deleteHold(at, token);
      const { row: next } = await findHold(at, holdId);
      return drawn(visit, { ...state, ...stateOf(holdId, next), typed });
    }
    return await book(visit, request, { token, typed, form, state });
  } catch (error) {
    return redraw(visit, { ...state, ...stateOf(token, (await findHold(at, token)).row), typed }, error);
  }
});

interface Sent {
  readonly token: string;
  readonly typed: Typed;
  readonly form: Record<string, unknown>;
  readonly state: FormState;
}

async function book(visit: Visit, request: ApiRequest, { token, typed, form, state }: Sent) {
  const { found, locale, now } = visit;
  const { name, phone, email, notes, news, code } = typed;
  const { policyVersion, website, shownAt } = form;
  const contact = { name, phone, email, notes, marketing: news };
  const proof = form.do === 'code' ? {} : { code };
  const raw = { holdId: token, ...contact, ...proof, policyVersion, locale, website, shownAt };
  const parsed = GuestInput.safeParse(raw);
  const wrong = new Set(parsed.error?.issues.map(({ path }) => String(path[0])) ?? []);
  if (phone.trim() === '' && email.trim() === '') wrong.add('contact');
  if (!typed.accept) wrong.add('policy');
  if (!parsed.success || wrong.size > 0) return drawn(visit, { ...state, wrong, status: 400 });
  await admitBooking(request, found.venue.id, parsed.data);
  await createBooking(found, parsed.data, { now, origin: originOf(request.headers, request.url) });
  return { location: pathOf(visit, `/reservar/${token}`) };
}

/** The form again, with why it was refused and what was typed. */
async function redraw(visit: Visit, state: FormState, error: unknown) {
  if (!(error instanceof DomainError)) throw error;
  const status = statusOf(error.code);
  const withoutCode = { ...state.typed, code: '' };
  switch (error.code) {
    case 'HOLD_EXPIRED':
      return drawn(visit, { ...state, status, problem: 'expired', nearest: nearestIn(error) });
    case 'SLOT_TAKEN':
    case 'TABLE_TAKEN':
      return drawn(visit, { ...state, status, problem: 'taken', nearest: nearestIn(error) });
    case 'POLICY_CHANGED':
      return drawn(visit, { ...state, status, problem: 'policyChanged', typed: { ...state.typed, accept: false } });
    case 'HOLD_RENEWED':
      return drawn(visit, { ...state, status, problem: 'renewed' });
    case 'EMAIL_NEEDED':
      return drawn(visit, { ...state, status, wrong: new Set(['emailNeeded']) });
    case 'CODE_NEEDED':
      return drawn(visit, { ...state, status, problem: 'codeSent', typed: withoutCode });
    case 'CODE_WRONG':
      return drawn(visit, { ...state, status, problem: 'codeWrong', typed: withoutCode });
    case 'CODE_ENDED':
      return drawn(visit, { ...state, status, problem: 'codeEnded' });
    case 'RATE_LIMITED':
      return drawn(visit, { ...state, status, problem: 'fast' });
    case 'VALIDATION':
      return drawn(visit, { ...state, status, wrong: new Set(['phoneWrong']) });
    default:
      throw error;
  }
}

function stateOf(token: string, row: Awaited<ReturnType<typeof findHold>>['row']): FormState {
  const { startsAt, party, expiresAt, renewals, codeHash, codeLetters, codeTries } = row;
  return {
    ...{ token, startsAt, party, expiresAt, mayRenew: renewals < RENEWALS },
    ...{ typed: typedOf({}), wrong: new Set(), problem: null, nearest: null, status: 200 },
    code: codeHash === null || codeTries >= CODE_TRIES ? null : { mayRepeat: codeLetters < CODE_LETTERS },
  };
}

function drawn(visit: Visit, state: FormState) {
  const { found, locale } = visit;
  const { page } = textsOf(visit);
  const until = localTimeOf(state.expiresAt, found.venue.timeZone);
  const party = say(visit, page.people, { count: state.party });
  const body = drawForm(visit, state, {
    page: showPage(found, locale),
    when: whenOf(visit, state.startsAt),
    party,
    until,
  });
  return { title: say(visit, page.title, { venue: found.venue.name }), body, status: state.status };
}

export const startPage = endpoint('/v/[slug]/reservar', { POST: operation({ ...PUBLIC, serve: start }) });

export const formPage = endpoint('/v/[slug]/reservar/[token]', {
  GET: operation({ ...PUBLIC, serve: show }),
  POST: operation({ ...PUBLIC, serve: send }),
});
