import type { PublicPage } from '@/modules/booking/answers';
import { pathOf, say, textsOf, type Visit } from './frame';
import { type Html, html, postForm } from './html';
import { drawNearest } from './slots';

/** What somebody has typed, as they typed it. */
export interface Typed {
  readonly name: string;
  readonly phone: string;
  readonly email: string;
  readonly notes: string;
  readonly code: string;
  readonly accept: boolean;
  readonly news: boolean;
}

/** What is said above the form, and whether it is good news. */
const PROBLEMS = {
  ...{ expired: 'bad', taken: 'bad', policyChanged: 'bad', fast: 'bad', renewed: 'ok' },
  ...{ codeSent: 'ok', codeWrong: 'bad', codeEnded: 'bad' },
} as const;

export interface FormState {
  readonly token: string;
  readonly startsAt: Date;
  readonly party: number;
  readonly expiresAt: Date;
  readonly mayRenew: boolean;
  readonly typed: Typed;
  /** What of it cannot be so. */
  readonly wrong: ReadonlySet<string>;
  readonly problem: keyof typeof PROBLEMS | null;
  /** Where a code was sent: whether another one may be. */
  readonly code: { readonly mayRepeat: boolean } | null;
  /** Times in place of the one that is gone; null while it is kept. */
  readonly nearest: readonly { readonly at: string; readonly offset: string }[] | null;
  readonly status: number;
}

export function typedOf(form: Record<string, unknown>): Typed {
  const text = (name: string) => (typeof form[name] === 'string' ? form[name].slice(0, 2000) : '');
  return {
    ...{ name: text('name'), phone: text('phone'), email: text('email'), notes: text('notes'), code: text('code') },
    ...{ accept: form.accept === 'on', news: form.news === 'on' },
  };
}

interface Shown {
  readonly page: PublicPage;
  readonly when: string;
  readonly party: string;
  readonly until: string;
}

/** The form of a time that is kept. */
export function drawForm(visit: Visit, state: FormState, { page, when, party, until }: Shown): Html {
  const { form } = textsOf(visit);
  const { typed, nearest, problem, expiresAt, mayRenew } = state;
  const left = Math.max(0, Math.ceil((expiresAt.getTime() - visit.now.getTime()) / 1000));
  const isKept = nearest === null;
  const kept =
    isKept &&
    html`<p class="soft" data-hold data-left="${left}" data-text="${form.kept}" data-unit="${form.minutes}" data-over="${form.expired}"><span role="status" data-told>${form.keptUntil.replace('{hour}', until)}</span></p>
${mayRenew && html`<p><button name="do" value="renew" class="quiet" formnovalidate>${form.renew}</button></p>`}`;
  // The first button of a form is what the Enter key presses.
  const content = html`<button class="trap" tabindex="-1" aria-hidden="true">${form.send}</button>
<section class="accent"><p><strong>${when}</strong> · ${party}</p>${
    problem &&
    html`<p class="note ${PROBLEMS[problem]}" role="alert">${say(visit, form[problem], { email: typed.email })}</p>`
  }${kept}${isKept && drawCode(visit, state)}${!isKept && drawNearest(visit, nearest)}</section>
<section><h2>${form.title}</h2>${drawWrong(visit, state)}
<div class="trap" aria-hidden="true"><label for="website">${form.trap}</label><input id="website" name="website" tabindex="-1" autocomplete="off"></div>
<input type="hidden" name="policyVersion" value="${page.policyVersion}"><input type="hidden" name="shownAt" value="${visit.now.getTime()}">
${field(visit, state, 'name', html`maxlength="120" autocomplete="name" required`)}
<p class="hint">${form.contact}</p>
<div class="row"><div>${field(visit, state, 'phone', html`type="tel" maxlength="60" autocomplete="tel"`)}</div><div>${field(visit, state, 'email', html`type="email" maxlength="200" autocomplete="email"`)}</div></div>
<label for="notes">${form.notes} <small>(${form.optional}) ${form.notesHint}</small></label><textarea id="notes" name="notes" maxlength="1000">${typed.notes}</textarea>
<p class="label">${form.terms}</p><div class="terms" tabindex="0" role="region" aria-label="${form.terms}">${page.policy}</div>
<label class="check"><input type="checkbox" name="accept" required${typed.accept && html` checked`}>${form.accept}</label>
<label class="check"><input type="checkbox" name="news"${typed.news && html` checked`}>${page.marketing}</label>
<div class="stack">${isKept && !state.code && html`<button class="main">${form.send}</button>`}<button name="do" value="leave" class="quiet" formnovalidate>${form.leave}</button></div></section>`;
  return postForm(pathOf(visit, `/reservar/${state.token}`), content, html` data-once`);
}

/** What the letter says is asked for here; then the form is sent from here. */
function drawCode(visit: Visit, { code, problem, typed }: FormState): Html | null {
  if (!code) return null;
  const { form } = textsOf(visit);
  const about = problem === 'codeWrong' && html` aria-invalid="true"`;
  return html`<label for="code">${form.code}</label><input id="code" name="code" class="code" value="${typed.code}" inputmode="numeric" autocomplete="one-time-code" maxlength="20" required autofocus aria-describedby="code-hint"${about}><p class="hint" id="code-hint">${form.codeHint}</p>
<div class="stack"><button class="main">${form.send}</button>${code.mayRepeat && html`<button name="do" value="code" class="quiet" formnovalidate>${form.codeAgain}</button>`}</div>`;
}

type Field = 'name' | 'phone' | 'email';

/** Why a field cannot be as it is; null where nothing is wrong. */
function problemOf(
  { wrong }: FormState,
  name: Field,
): 'name' | 'phone' | 'phoneWrong' | 'email' | 'emailNeeded' | null {
  if (name === 'phone' && wrong.has('contact')) return 'phone';
  if (name === 'phone' && (wrong.has('phoneWrong') || wrong.has('phone'))) return 'phoneWrong';
  if (name === 'email' && wrong.has('emailNeeded')) return 'emailNeeded';
  return name !== 'phone' && wrong.has(name) ? name : null;
}

function field(visit: Visit, state: FormState, name: Field, attributes: Html): Html {
  const { form } = textsOf(visit);
  const problem = problemOf(state, name);
  const about = problem && html` aria-invalid="true" aria-describedby="${name}-error"`;
  return html`<label for="${name}">${form[name]}</label><input id="${name}" name="${name}" value="${state.typed[name]}" ${attributes}${about}>${
    problem && html`<p class="error" id="${name}-error">${form.bad[problem]}</p>`
  }`;
}

function drawWrong(visit: Visit, state: FormState): Html | null {
  const { form } = textsOf(visit);
  const fields = (['name', 'phone', 'email'] as const).flatMap((name) => {
    const problem = problemOf(state, name);
    return problem ? [html`<li><a href="#${name}">${form.bad[problem]}</a></li>`] : [];
  });
  const others = (['policy', 'notes'] as const).filter((name) => state.wrong.has(name));
  const all = [...fields, ...others.map((name) => html`<li>${form.bad[name]}</li>`)];
  return all.length === 0 ? null : html`<div class="note bad" role="alert">${form.summary}<ul>${all}</ul></div>`;
}
