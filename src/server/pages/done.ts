import { managePath } from '@/modules/reservations/manage-link';
import type { ReservationRow } from '@/modules/reservations/rows';
import { say, textsOf, type Visit } from './frame';
import { type Html, html } from './html';
import { whenOf } from './slots';

/** When, how many, where, and the code. */
export function drawFacts(visit: Visit, row: ReservationRow): Html {
  const { page, done } = textsOf(visit);
  const { address } = visit.found.venue;
  const maps = `https://www.google.com/maps/search/?api=1&query=${encodeURIComponent(address ?? '')}`;
  return html`<dl><dt>${page.day}</dt><dd>${whenOf(visit, row.reservedAt)}</dd><dt>${page.party}</dt><dd>${say(visit, page.people, { count: row.guestCount })}</dd>
<dt>${done.code}</dt><dd class="code" data-testid="code">${row.code}</dd>${
    address &&
    html`<dt>${page.address}</dt><dd>${address} · <a href="${maps}" rel="noreferrer" target="_blank">${page.directions}</a></dd>`
  }</dl>`;
}

/** What a guest does with a pass. A page in a frame opens them beside it. */
export function drawLinks({ embed, ...visit }: Visit, pass: string | null): Html | null {
  const { done } = textsOf({ embed, ...visit });
  const apart = embed && html` target="_blank" rel="noopener"`;
  return (
    (pass !== null &&
      html`<a class="button main" href="${pass}"${apart}>${done.pass}</a><a class="button" href="/api${pass}/calendario"${apart}>${done.calendar}</a>`) ||
    null
  );
}

/** The confirmation. */
export function drawDone(visit: Visit, row: ReservationRow, pass: string | null) {
  const { done, page } = textsOf(visit);
  const manage = managePath(visit.found.venue.slug, row);
  const lang = visit.named ? `?lang=${visit.named}` : '';
  const body = html`<section class="accent"><p class="note ok" role="status"><strong>${done.title}</strong><br>${done.lead}</p>${drawFacts(visit, row)}
<div class="stack">${drawLinks(visit, pass)}<a class="button quiet" href="${manage}${lang}"${visit.embed && html` target="_blank" rel="noopener"`}>${done.manage}</a></div></section>`;
  return { title: say(visit, page.title, { venue: visit.found.venue.name }), body };
}
