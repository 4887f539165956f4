import { parseInput } from '@/modules/access/route';
import { changeBooking } from '@/modules/booking/change-booking';
import { passPath } from '@/modules/booking/create-booking';
import { deleteBooking } from '@/modules/booking/delete-booking';
import { findBooking } from '@/modules/booking/find-booking';
import { findOffer } from '@/modules/booking/find-offer';
import { HoldInput } from '@/modules/booking/schema';
import type { ReservationRow } from '@/modules/reservations/rows';
import { mayCancelAsGuest } from '@/modules/reservations/rules';
import { nightState } from '@/modules/venues/business-day';
import { snapshot } from '@/platform/db/transaction';
import { DomainError } from '@/platform/errors';
import { readForm } from '@/platform/http/request-input';
import { admitRead } from '../api/booking-limit';
import { endpoint } from '../api/endpoint';
import { operation } from '../api/operation';
import { drawFacts, drawLinks } from './done';
import { bookingPageOf, pathOf, say, textsOf, type Visit } from './frame';
import { type Html, html, postForm } from './html';
import { askedOf, drawChoice, drawSlots } from './slots';

const PUBLIC = { actor: 'public', input: null, output: null } as const;
const NOTES = ['changed', 'cancelled', 'closed', 'taken'] as const;

/**
 * The page of one booking, for whoever has its link. It changes nothing, whoever follows it: programs that read mail do. An old link, and
 * one under a slug of before, leads to what the booking is now.
 */
const show = bookingPageOf(async (visit, { token = '' }, request) => {
  await admitRead(request);
  const { row } = await findBooking(token);
  const { query, found, now } = visit;
  const { manage } = textsOf(visit);
  const note = NOTES.find((each) => each === query.get('aviso'));
  const isOpen = mayCancelAsGuest(row, nightState(row.businessDay, now, found.venue));
  const below = `/reserva/${token}`;
  const wanted = query.get('ver');
  const pass = isOpen ? await snapshot((tx) => passPath(tx, row)) : null;
  const state = html`<p><strong data-testid="state" data-state="${row.status}">${manage.state[row.status]}</strong></p>`;
  const told =
    note &&
    html`<p class="note ${note === 'closed' || note === 'taken' ? 'bad' : 'ok'}" role="status">${manage[note]}</p>`;
  const part =
    isOpen && wanted === 'cancelar'
      ? drawCancel(visit, below)
      : isOpen && wanted === 'cambiar' && found.page.open
        ? await drawChange(visit, row, below)
        : null;
  const actions = isOpen
    ? html`<div class="stack">${drawLinks(visit, pass)}${
        found.page.open &&
        html`<a class="button" href="${pathOf(visit, below, { ver: 'cambiar' })}#cambiar">${manage.change}</a>`
      }<a class="button danger" href="${pathOf(visit, below, { ver: 'cancelar' })}">${manage.cancel}</a></div>`
    : html`<div class="stack"><a class="button" href="${pathOf(visit)}">${manage.again}</a></div>`;
  const isAsked = isOpen && wanted === 'cancelar';
  const body = html`<section class="accent">${told}${state}${drawFacts(visit, row)}${isAsked ? part : actions}</section>${!isAsked && part}`;
  return { title: say(visit, manage.title, { venue: found.venue.name }), body };
});

function drawCancel(visit: Visit, below: string): Html {
  const { manage } = textsOf(visit);
  const content = html`<h2>${manage.cancelAsk}</h2><p class="soft">${manage.cancelBody}</p>
<div class="stack"><button class="danger" name="do" value="cancel">${manage.cancelYes}</button><a class="button quiet" href="${pathOf(visit, below)}">${manage.keep}</a></div>`;
  return postForm(pathOf(visit, below), content);
}

async function drawChange(visit: Visit, row: ReservationRow, below: string): Promise<Html> {
  const { manage } = textsOf(visit);
  const asked = askedOf(visit, { party: row.guestCount, day: row.businessDay });
  const offer = await findOffer(visit.found, { ...asked, without: row.id }, visit.now);
  return html`<section id="cambiar"><h2>${manage.choose}</h2>${drawChoice(visit, asked, below, { ver: 'cambiar' })}${drawSlots(visit, asked, offer, pathOf(visit, below))}</section>`;
}

/** What the page's forms send: another time, or a cancellation. It answers with the page, which says what came of it. */
const act = bookingPageOf(async (visit, { token = '' }, request) => {
  const form = await readForm(request);
  const { row } = await findBooking(token);
  const { found, now } = visit;
  const note = await decide().catch(noteOf);
  return { location: pathOf(visit, `/reserva/${token}`, { aviso: note }) };

  async function decide(): Promise<(typeof NOTES)[number]> {
    if (form.do === 'cancel') {
      await deleteBooking(found, row.id, now);
      return 'cancelled';
    }
    const { at, party } = parseInput(HoldInput, { slug: found.venue.slug, at: form.at, party: form.party });
    await changeBooking(found, row.id, { at: new Date(at), party }, now);
    return 'changed';
  }
});

function noteOf(error: unknown): (typeof NOTES)[number] {
  const code = error instanceof DomainError ? error.code : null;
  if (code === 'CANCELLATION_CLOSED' || code === 'BOOKING_CLOSED') return 'closed';
  if (code === 'SLOT_TAKEN' || code === 'TABLE_TAKEN') return 'taken';
  throw error;
}

export const managePage = endpoint('/v/[slug]/reserva/[token]', {
  GET: operation({ ...PUBLIC, serve: show }),
  POST: operation({ ...PUBLIC, serve: act }),
});
