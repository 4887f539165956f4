import { describe, expect, it } from 'vitest';
import { LOCALES } from '@/i18n/locale';
import { MESSAGES } from '@/i18n/messages';
import { drawHtml, drawText } from './draw-letter';
import { drawTemplate } from './draw-template';
import { TEMPLATE_KINDS } from './rules';
import { findProblems, LONGEST } from './template-rules';

const LINK = '\n\n{link}';
const body = (text: string) => findProblems('confirmation', { subject: 'Hola', body: text + LINK });
const subject = (text: string) => findProblems('confirmation', { subject: text, body: `Hola${LINK}` });

describe('the text of a template', () => {
  it.each(TEMPLATE_KINDS.flatMap((kind) => LOCALES.map((locale) => ({ kind, locale }))))(
    'that is built in is sound: $kind $locale',
    ({ kind, locale }) => {
      expect(findProblems(kind, MESSAGES[locale].mail.letter[kind])).toEqual([]);
    },
  );

  it('is refused with the name and the place of what is wrong', () => {
    expect(body('Hola {guest}')).toEqual([]);
    expect(body('Hola {gest}')).toEqual([{ field: 'body', code: 'unknown', name: '{gest}', at: 6 }]);
    expect(body('Hola {role}')).toEqual([{ field: 'body', code: 'unknown', name: '{role}', at: 6 }]);
    expect(body('{Guest}'), 'as it is written').toMatchObject([{ code: 'unknown', name: '{Guest}', at: 1 }]);
    expect(body('a { b } c')).toMatchObject([
      { code: 'malformed', name: '{', at: 3 },
      { code: 'malformed', name: '}', at: 7 },
    ]);
    expect(body('{{guest}}')).toMatchObject([
      { code: 'malformed', at: 1 },
      { code: 'malformed', at: 9 },
    ]);
    expect(body('Pulsa {link} ya')).toEqual([{ field: 'body', code: 'block', name: '{link}', at: 7 }]);
    expect(subject('{details}')).toMatchObject([{ field: 'subject', code: 'block', name: '{details}', at: 1 }]);
    expect(findProblems('recovery', { subject: 'Hola', body: 'Hola' })).toEqual([
      { field: 'body', code: 'missing', name: '{link}', at: null },
    ]);
    expect(findProblems('cancellation', { subject: 'Hola', body: 'Hola\n{link}' })).toMatchObject([
      { code: 'unknown', name: '{link}', at: 6 },
    ]);
    expect(subject(' ')).toMatchObject([{ code: 'empty' }]);
    expect(subject('a'.repeat(LONGEST.subject + 1))).toMatchObject([{ code: 'long', at: LONGEST.subject + 1 }]);
  });
});

describe('a letter', () => {
  const draw = (text: string, guest = 'Lucía') =>
    drawTemplate(
      'es',
      { subject: 'Para {guest}', body: text },
      { values: { guest }, facts: [['Cuándo', 'hoy']], link: { label: 'Ver', url: 'https://a.test/p' }, footer: 'pie' },
    );

  it('has its first line as heading, paragraphs, and blocks where they stand', () => {
    expect(draw('Hola {guest}\nuno\ndos\n\ntres\n {link} \n{details}\nfin')).toMatchObject({
      subject: 'Para Lucía',
      title: 'Hola Lucía',
      parts: [
        { kind: 'text', text: 'uno\ndos' },
        { kind: 'text', text: 'tres' },
        { kind: 'link', url: 'https://a.test/p' },
        { kind: 'facts' },
        { kind: 'text', text: 'fin' },
      ],
    });
    expect(draw('{link}\nHola')).toMatchObject({ title: null, parts: [{ kind: 'link' }, { kind: 'text' }] });
  });

  it('takes a value as text, whatever it looks like', () => {
    for (const guest of ['{link}', '{guest}', '<b>x</b>', 'a\r\nBcc: b@c.test', '$&']) {
      const letter = draw('Hola\nEs {guest}', guest);
      const shown = guest.replace('\r\n', ' ');
      expect(letter.subject).toBe(`Para ${shown}`);
      expect(letter.parts).toEqual([{ kind: 'text', text: `Es ${shown}` }]);
      expect(drawText(letter)).toContain(`Es ${shown}`);
      expect(drawHtml(letter)).not.toContain('<b>');
    }
    expect(drawHtml(draw('Hola\n<i>y</i> & "z"'))).toContain('&lt;i&gt;y&lt;/i&gt; &amp; &quot;z&quot;');
  });
});
