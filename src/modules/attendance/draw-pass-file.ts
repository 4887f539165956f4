import { createHash } from 'node:crypto';
import { formatText } from '@/i18n/format-text';
import { LANGUAGES, type Locale } from '@/i18n/locale';
import { MESSAGES } from '@/i18n/messages';
import type { File } from '@/modules/access/route';
import { isPassOfOurs } from '@/modules/passes/is-pass-of-ours';
import { findVerifier } from '@/modules/passes/keys';
import type { PassPaper } from '@/modules/passes/paper';
import { readToken } from '@/modules/passes/token';
import { findBrand, type Logo } from '@/modules/venues/find-brand';
import { DomainError } from '@/platform/errors';
import { consume, localLimiter } from '@/platform/http/limits';
import { shared } from '@/platform/shared';
import { projectWhen } from './project-when';
import { readPublicPass } from './read-pass';

const FORMATS = {
  image: { contentType: 'image/png', ending: 'png' },
  pdf: { contentType: 'application/pdf', ending: 'pdf' },
} as const;
export type PassFormat = keyof typeof FORMATS;

/** Counted up when passes are drawn in another way. */
const LOOK = 1;
/** How often one pass is drawn in ten minutes. */
const PICTURES = 20;

const limiter = () => shared('pass.pictures.limit', () => localLimiter(PICTURES, 600));

interface Drawn {
  /** Names what the file shows. */
  readonly mark: string;
  /** Null where the asker has it, by its mark. */
  readonly file: File | null;
}

/**
 * The pass that a guest holds, as a picture or on paper, in the guest's language. Throws NOT_FOUND for a pass that opens
 * nothing, RATE_LIMITED.
 *
 * @param known the mark of the file that the asker has
 */
export async function drawPassFile(
  text: string,
  format: PassFormat,
  localeOr: (ofVenue: Locale) => Locale,
  known: string | null,
  now: Date,
): Promise<Drawn> {
  const claims = readToken(text)?.claims;
  if (!claims || !(await isPassOfOurs(text))) throw new DomainError('NOT_FOUND');
  const pass = await readPublicPass(text, now);
  if (!pass || !('code' in pass)) throw new DomainError('NOT_FOUND');
  const locale = localeOr(pass.locale);
  const words = MESSAGES[locale].pase;
  const { guestCount: count, person, tableName, demo } = pass;
  const shown = {
    ...projectWhen(new Date(pass.reservedAt), pass.timeZone, LANGUAGES[locale].formats),
    venue: pass.venueName,
    party: formatText(locale, words.guests, { count }),
    person: person === null ? null : formatText(locale, words.person, { number: person, count }),
    table: tableName === null ? null : formatText(locale, words.table, { name: tableName }),
    ...{ address: pass.address, codeLabel: words.code, code: pass.code, hint: words.paperHint, by: words.by },
    ...{ demo: demo ? words.demo : null, token: pass.qrCode, accent: pass.accent },
  };
  const mark = createHash('sha256')
    .update(JSON.stringify([LOOK, format, locale, shown, pass.logo]))
    .digest('base64url')
    .slice(0, 22);
  if (mark === known) return { mark, file: null };
  await consume(limiter(), `${claims.passId} ${person}`, 'pictures_per_pass');
  const logo = await findLogoOf(claims.keyId);
  const { contentType, ending } = FORMATS[format];
  const bytes = await draw(format, { ...shown, logo }, locale);
  return { mark, file: { contentType, fileName: `${pass.code}.${ending}`, bytes } };
}

async function findLogoOf(keyId: string): Promise<Logo | null> {
  const verifier = await findVerifier(keyId);
  return verifier ? (await findBrand(verifier.businessId)).logo : null;
}

/** What draws is loaded when the first pass is drawn. */
async function draw(format: PassFormat, paper: PassPaper, locale: Locale) {
  if (format === 'image') return (await import('@/modules/passes/draw-poster')).drawPoster(paper);
  return (await import('@/modules/passes/draw-sheet')).drawSheet(paper, locale);
}
