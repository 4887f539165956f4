import { findOffer } from '@/modules/booking/find-offer';
import { showPage } from '@/modules/booking/find-page';
import { originOf } from '@/platform/http/origin';
import { admitRead } from '../api/booking-limit';
import { endpoint } from '../api/endpoint';
import { operation } from '../api/operation';
import { pageOf, pathOf, say, textsOf, type Visit } from './frame';
import { dataBlock, html } from './html';
import { askedOf, drawChoice, drawSlots } from './slots';
import { drawJoin } from './wait-page';

const serve = pageOf(async (visit, _params, request) => {
  await admitRead(request);
  const { found, locale } = visit;
  const { page } = textsOf(visit);
  const shown = showPage(found, locale);
  const title = say(visit, page.title, { venue: found.venue.name });
  const greeting = shown.greeting && html`<p class="greeting">${shown.greeting}</p>`;
  const data = visit.embed ? undefined : describeVenue(visit, originOf(request.headers, request.url));
  const place =
    found.venue.address &&
    html`<p><a href="https://www.google.com/maps/search/?api=1&query=${encodeURIComponent(found.venue.address)}" rel="noreferrer" target="_blank">${page.directions}</a></p>`;
  if (!shown.open) {
    const body = html`<section class="accent">${greeting}<p role="status">${page.closed}</p>${place}</section>`;
    return { title, body, ...(data ? { data } : {}) };
  }
  const asked = askedOf(visit);
  const offer = await findOffer(found, asked, visit.now);
  const deposit =
    shown.deposit &&
    html`<section><h2>${page.deposit}: ${shown.deposit.amount}</h2><p class="greeting">${shown.deposit.text}</p>${
      shown.deposit.url &&
      html`<p><a href="${shown.deposit.url}" rel="noreferrer" target="_blank">${shown.deposit.url}</a></p>`
    }</section>`;
  const body = html`<section class="accent">${greeting ?? html`<p>${page.lead}</p>`}${drawChoice(visit, asked, '')}
<p class="small soft">${say(visit, page.more, { count: found.page.maxParty })}</p></section>
<section>${drawSlots(visit, asked, offer, pathOf(visit, '/reservar'))}${offer.slots.length === 0 && drawJoin(visit, asked)}</section>${deposit}${!visit.embed && place}`;
  return { title, body, ...(data ? { data } : {}) };
});

/** What search engines may know: the venue, and where it is booked. */
function describeVenue({ found, locale }: Visit, origin: string) {
  const { name, slug, address } = found.venue;
  const url = `${origin}/v/${encodeURIComponent(slug)}`;
  return dataBlock({
    ...{ '@context': 'https://schema.org', '@type': 'Restaurant', name, url, acceptsReservations: true },
    ...(address === null ? {} : { address }),
    ...(found.logo === null ? {} : { image: origin + found.logo }),
    potentialAction: {
      '@type': 'ReserveAction',
      target: { '@type': 'EntryPoint', urlTemplate: url, inLanguage: locale },
      result: { '@type': 'FoodEstablishmentReservation', name },
    },
  });
}

/** The page on which a venue's guests book: how many, which day, which time. It needs no script. */
export const venuePage = endpoint('/v/[slug]', {
  GET: operation({ actor: 'public', input: null, output: null, serve }),
});
