import { LANGUAGES } from '@/i18n/locale';
import type { Offer } from '@/modules/booking/answers';
import { DAYS_AHEAD } from '@/modules/booking/rules';
import { addDays, businessDayOf, localTimeOf, noonOf } from '@/modules/venues/business-day';
import { pathOf, say, textsOf, type Visit } from './frame';
import { choiceForm, type Html, html, postForm } from './html';

interface Time {
  readonly at: string;
  readonly offset: string;
}

/** The hour of a time; with its offset where the clock shows another one of them alike. */
function hourOf(visit: Visit, time: Time, all: readonly Time[]): string {
  const { timeZone } = visit.found.venue;
  const hour = localTimeOf(time.at, timeZone);
  const isRepeated = all.some((other) => other.offset !== time.offset && localTimeOf(other.at, timeZone) === hour);
  return isRepeated ? say(visit, textsOf(visit).page.offset, { hour, offset: time.offset }) : hour;
}

/** The day and the hour, in words. */
export function whenOf({ found, locale }: Visit, at: string | Date): string {
  const { timeZone } = found.venue;
  const day = new Intl.DateTimeFormat(LANGUAGES[locale].formats, {
    ...{ timeZone, weekday: 'long', day: 'numeric', month: 'long' },
  }).format(new Date(at));
  return `${day}, ${localTimeOf(at, timeZone)}`;
}

/** Which party and which day the address asks for. */
export function askedOf({ query, found, now }: Visit, usual?: { party: number; day: string }) {
  const party = Number(query.get('party'));
  const day = query.get('day') ?? '';
  const isDay = /^20\d\d-\d\d-\d\d$/.test(day) && !Number.isNaN(Date.parse(day));
  const most = found.page.maxParty;
  const fallback = usual?.party ?? Math.min(2, most);
  return {
    party: Number.isInteger(party) && party >= 1 && party <= most ? party : Math.min(fallback, most),
    day: isDay ? day : (usual?.day ?? businessDayOf(now, found.venue)),
  };
}

interface Chosen {
  readonly party: number;
  readonly day: string;
}

/** Party and day: a plain form and links, which need no script. `below` is the page that they lead to. */
export function drawChoice(
  visit: Visit,
  { party, day }: Chosen,
  below: string,
  extra: Record<string, string> = {},
): Html {
  const { page } = textsOf(visit);
  const { found, locale, named, embed, now } = visit;
  const today = businessDayOf(now, found.venue);
  const numbers = Array.from({ length: found.page.maxParty }, (_, i) => i + 1);
  const days = Array.from({ length: DAYS_AHEAD }, (_, i) => addDays(today, i));
  const show = (options: Intl.DateTimeFormatOptions, of: string) =>
    new Intl.DateTimeFormat(LANGUAGES[locale].formats, { timeZone: 'UTC', ...options }).format(noonOf(of));
  const hidden = { ...extra, ...(named ? { lang: named } : {}), ...(embed ? { embed: '1' } : {}) };
  const fields = html`<div class="row"><div><label for="party">${page.party}</label><select id="party" name="party">${numbers.map(
    (count) =>
      html`<option value="${count}"${count === party && html` selected`}>${say(visit, page.people, { count })}</option>`,
  )}</select></div><div><label for="day">${page.day}</label><input id="day" name="day" type="date" min="${today}" value="${day}" required></div></div>
${Object.entries(hidden).map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)}
<div class="stack"><button type="submit" data-noscript>${page.show}</button></div>`;
  return html`${choiceForm(pathOf({ ...visit, named: null, embed: false }, below), fields)}<nav aria-label="${page.day}"><ul class="days">${days.map(
    (each) =>
      html`<li><a href="${pathOf(visit, below, { ...extra, party: String(party), day: each })}"${
        each === day && html` aria-current="date"`
      } aria-label="${show({ weekday: 'long', day: 'numeric', month: 'long' }, each)}"><span>${
        each === today ? page.today : show({ weekday: 'short' }, each)
      }</span><b>${show({ day: 'numeric' }, each)}</b></a></li>`,
  )}</ul></nav>`;
}

/** The free times of a day, each a button that asks for it; the nearest ones where there are none. */
export function drawSlots(visit: Visit, { party }: Chosen, offer: Offer, action: string): Html {
  const { page } = textsOf(visit);
  const services = [...new Set(offer.slots.map(({ service }) => service))];
  const button = (time: Time, label: string) =>
    html`<button class="time" name="at" value="${time.at}">${label}</button>`;
  const groups = services.map((service) => {
    const slots = offer.slots.filter((slot) => slot.service === service);
    return html`<h3>${service}</h3><div class="slots">${slots.map((slot) => button(slot, hourOf(visit, slot, offer.slots)))}</div>`;
  });
  const none = html`<p role="status">${page.none}</p>${
    offer.nearest.length > 0 &&
    html`<h3>${page.nearest}</h3><div class="slots wide">${offer.nearest.map((time) => button(time, whenOf(visit, time.at)))}</div>`
  }`;
  const content = html`<input type="hidden" name="party" value="${party}">
<h2>${page.times}</h2>${offer.slots.length > 0 ? groups : none}`;
  return postForm(action, content);
}

/** Times that a form offers in place of the one that is gone: each sends the form with what is typed. */
export function drawNearest(visit: Visit, nearest: readonly Time[]): Html {
  const { form } = textsOf(visit);
  if (nearest.length === 0) return html`<p>${form.noneNear}</p>`;
  return html`<p class="label">${form.stillFree}</p><div class="slots wide">${nearest.map(
    ({ at }) => html`<button class="time" name="at" value="${at}" formnovalidate>${whenOf(visit, at)}</button>`,
  )}</div>`;
}
