import { inflateSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { DEFAULT_LOCALE } from '@/i18n/locale';
import { changeStatus } from '@/modules/reservations/change-status';
import { updateReservation } from '@/modules/reservations/update-reservation';
import { describeDatabases } from '../../../tests/support/databases';
import { failureOf, makeReservation, makeVenue, NOW } from '../../../tests/support/fixtures';
import { tokenOf } from '../../../tests/support/scans';
import { drawPassFile, type PassFormat } from './draw-pass-file';
import { readPersonalPasses } from './read-personal-passes';

const draw = (token: string, format: PassFormat, known: string | null = null, locale = DEFAULT_LOCALE) =>
  drawPassFile(token, format, () => locale, known, NOW);

/** The content of a PDF's streams, and what is written between them. */
function contentOf(pdf: Uint8Array): string {
  const text = Buffer.from(pdf).toString('latin1');
  const streams = Array.from(text.matchAll(/stream\n([\s\S]*?)\nendstream/g), ([, data = '']) => {
    try {
      return inflateSync(Buffer.from(data, 'latin1')).toString('latin1');
    } catch {
      return '';
    }
  });
  return [text.replace(/stream\n[\s\S]*?\nendstream/g, ''), ...streams].join('\n');
}

describeDatabases('a pass as a file', () => {
  it('is a picture of a phone’s size and one page of paper, without a name of a person', async () => {
    const venue = await makeVenue({ name: 'Peña “Ñandú” 🎉' });
    const row = await makeReservation(venue, { customerName: 'Lucía Reservada', tableName: 'Ático 3' });
    const token = await tokenOf(row);
    const { file: picture } = await draw(token, 'image');
    expect(picture).toMatchObject({ contentType: 'image/png', fileName: `${row.code}.png` });
    const bytes = new DataView((picture?.bytes ?? new Uint8Array(0)).buffer);
    expect([bytes.getUint32(16), bytes.getUint32(20)]).toEqual([1080, 1920]);
    expect(Buffer.from(picture?.bytes ?? []).toString('latin1')).not.toMatch(/tEXt|iTXt|eXIf|Reservada/);
    const { file: paper } = await draw(token, 'pdf');
    expect(paper).toMatchObject({ contentType: 'application/pdf', fileName: `${row.code}.pdf` });
    const content = contentOf(paper?.bytes ?? new Uint8Array(0));
    expect(content.match(/\/Type \/Page\b/g)).toHaveLength(1);
    // Letters of an embedded font, which say what they are.
    expect(content).toContain('/FontFile2');
    expect(content).toContain('beginbfchar'.slice(0, 7));
    expect(content).not.toMatch(/Reservada|Luc/);
    // The code is drawn in lines, not as a picture.
    expect(content).not.toContain('/Subtype /Image');
  });

  it('is drawn once for what it shows: its mark changes with the plan, the language and the person', async () => {
    const venue = await makeVenue();
    const row = await makeReservation(venue);
    const token = await tokenOf(row);
    const { mark } = await draw(token, 'image');
    expect(await draw(token, 'image', mark)).toEqual({ mark, file: null });
    const [one] = await readPersonalPasses(token, NOW);
    const marks = [mark, (await draw(token, 'image', null, 'en')).mark, (await draw(one?.qrCode ?? '', 'image')).mark];
    await updateReservation(venue.as('HOST'), { id: row.id, guestCount: 6 });
    marks.push((await draw(token, 'image', mark)).mark);
    expect(new Set(marks).size).toBe(4);
  });

  it('is not given for a pass that opens nothing, nor drawn without end', async () => {
    const venue = await makeVenue();
    const [row, other] = [await makeReservation(venue), await makeReservation(venue)];
    const [token, otherToken] = [await tokenOf(row), await tokenOf(other)];
    for (let times = 0; times < 20; times++) await draw(token, 'pdf');
    expect(await failureOf(draw(token, 'pdf'))).toBe('RATE_LIMITED');
    expect((await draw(otherToken, 'pdf')).file).not.toBeNull();
    await changeStatus(venue.as('HOST'), { id: other.id, status: 'CANCELLED' });
    expect(await failureOf(draw(otherToken, 'pdf'))).toBe('NOT_FOUND');
    expect(await failureOf(draw(`${token.slice(0, -8)}AAAAAAAA`, 'image'))).toBe('NOT_FOUND');
  });
});
