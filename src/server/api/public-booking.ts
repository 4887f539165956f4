import { handled, jsonResponse, parseInput } from '@/modules/access/route';
import { BookingAnswer, HoldAnswer, HoldGone, Offer, PublicPage } from '@/modules/booking/answers';
import { createBooking } from '@/modules/booking/create-booking';
import { createHold } from '@/modules/booking/create-hold';
import { deleteHold } from '@/modules/booking/delete-hold';
import { findOffer } from '@/modules/booking/find-offer';
import { type FoundPage, findOpenPage, findPage, requireParty, showPage } from '@/modules/booking/find-page';
import { renewHold } from '@/modules/booking/renew-hold';
import { HELD_MS } from '@/modules/booking/rules';
import { BookingInput, HoldInput, OfferInput, OneHold, PageInput } from '@/modules/booking/schema';
import { JoinAnswer } from '@/modules/waitlist/answers';
import { createOwnEntry } from '@/modules/waitlist/create-own-entry';
import { JoinInput } from '@/modules/waitlist/schema';
import { transaction } from '@/platform/db/transaction';
import type { ApiRequest } from '@/platform/http/api-request';
import { originOf } from '@/platform/http/origin';
import { readInput } from '@/platform/http/request-input';
import { addressHashOf, admitBooking, admitHold, admitRead } from './booking-limit';
import { endpoint } from './endpoint';
import { operation } from './operation';

/** What anybody may do on a venue's public page, without a session. No other site's script reads the answers. */
const PUBLIC = { actor: 'public' } as const;

export const publicPage = endpoint('/api/public/[slug]', {
  GET: operation({
    ...{ ...PUBLIC, input: PageInput, output: PublicPage },
    serve: handled(async (request, params, _requestId, caller) => {
      const { slug } = parseInput(PageInput, await readInput(request, params));
      await admitRead(request);
      const found = await findPage(slug);
      return jsonResponse(showPage(found, caller.localeOr(found.locale)));
    }),
  }),
});

export const publicOffer = endpoint('/api/public/[slug]/disponibilidad', {
  GET: operation({
    ...{ ...PUBLIC, input: OfferInput, output: Offer },
    serve: handled(async (request, params) => {
      const { slug, ...query } = parseInput(OfferInput, await readInput(request, params));
      await admitRead(request);
      return jsonResponse(await findOffer(await findOpenPage(slug), query, new Date()));
    }),
  }),
});

export const publicHold = endpoint('/api/public/[slug]/retencion', {
  POST: operation({
    ...{ ...PUBLIC, input: HoldInput, output: HoldAnswer, status: 201 },
    serve: handled(async (request, params) => {
      const { slug, at, party } = parseInput(HoldInput, await readInput(request, params));
      const found = await findOpenPage(slug);
      return jsonResponse(await holdFor(request, found, { at: new Date(at), party }), 201);
    }),
  }),
});

/** Keeps a time for whoever asks from a network. Throws RATE_LIMITED, PARTY_TOO_LARGE and what `createHold` does. */
export async function holdFor(
  request: ApiRequest,
  found: FoundPage,
  { at, party }: { readonly at: Date; readonly party: number },
): Promise<HoldAnswer> {
  requireParty(found, party);
  await admitHold(request);
  const now = new Date();
  const expiresAt = new Date(now.getTime() + HELD_MS);
  const wish = { at, party, channel: 'ONLINE' as const, expiresAt, addressHash: addressHashOf(request) };
  const { token } = await transaction((tx) => createHold(tx, { venue: found.venue, now }, wish));
  return { holdId: token, expiresAt: expiresAt.toISOString() };
}

export const oneHold = endpoint('/api/public/[slug]/retencion/[id]', {
  PUT: operation({
    ...{ ...PUBLIC, input: OneHold, output: HoldAnswer },
    serve: handled(async (request, params) => {
      const { slug, id } = parseInput(OneHold, await readInput(request, params));
      await admitRead(request);
      const { venue } = await findOpenPage(slug);
      const { expiresAt } = await renewHold({ venue, now: new Date() }, id);
      return jsonResponse({ holdId: id, expiresAt: expiresAt.toISOString() });
    }),
  }),
  DELETE: operation({
    ...{ ...PUBLIC, input: OneHold, output: HoldGone },
    serve: handled(async (request, params) => {
      const { slug, id } = parseInput(OneHold, await readInput(request, params));
      await admitRead(request);
      await deleteHold({ venue: (await findPage(slug)).venue, now: new Date() }, id);
      return jsonResponse({ ok: true });
    }),
  }),
});

export const publicBooking = endpoint('/api/public/[slug]/reservas', {
  POST: operation({
    ...{ ...PUBLIC, input: BookingInput, output: BookingAnswer, status: 201 },
    serve: handled(async (request, params) => {
      const { slug, ...input } = parseInput(BookingInput, await readInput(request, params));
      const found = await findOpenPage(slug);
      await admitBooking(request, found.venue.id, input);
      const asked = { now: new Date(), origin: originOf(request.headers, request.url) };
      return jsonResponse(await createBooking(found, input, asked), 201);
    }),
  }),
});

export const publicWait = endpoint('/api/public/[slug]/espera', {
  POST: operation({
    ...{ ...PUBLIC, input: JoinInput, output: JoinAnswer, status: 201 },
    serve: handled(async (request, params) => {
      const { slug, ...input } = parseInput(JoinInput, await readInput(request, params));
      const found = await findOpenPage(slug);
      await admitBooking(request, found.venue.id, { phone: input.phone, email: input.email });
      const asked = { now: new Date(), origin: originOf(request.headers, request.url) };
      return jsonResponse(await createOwnEntry(found, input, asked), 201);
    }),
  }),
});
