import { readXlsx } from 'hucre/xlsx';
import { expect, it } from 'vitest';
import type { Context } from '@/modules/access/context';
import { describeDatabases } from '../../../tests/support/databases';
import { makeReservation, makeVenue, TODAY } from '../../../tests/support/fixtures';
import { textOfPdf } from '../../../tests/support/pdf-text';
import { readExport } from './read-export';
import type { ExportInput } from './schema';

async function bytesOf(ctx: Context, input: ExportInput): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const piece of (await readExport(ctx, input)).pieces) pieces.push(Buffer.from(piece));
  return Buffer.concat(pieces);
}

/** What begins a formula in a spreadsheet. */
const FORMULAS = ['=1+1', '+SUM(A1)', '-2', '@cmd', '\tx', '\rx'];

describeDatabases('the file of a day', () => {
  it('has a line for each reservation, in the reader’s language and by the venue’s clock', async () => {
    const venue = await makeVenue();
    const row = await makeReservation(venue, {
      ...{ customerName: 'Ñandú, "Zoë"', customerEmail: 'zoe@mail.test', tableName: '7', tags: ['VIP', 'ALLERGY'] },
      notes: 'dos\nlíneas',
    });
    const csv = (await bytesOf(venue.as('HOST', { locale: 'es' }), { day: TODAY, format: 'csv' })).toString();
    const [head, ...rest] = csv.split('\r\n');
    expect(head).toBe(
      '\uFEFFFecha,Hora,Nombre,Personas,Estado,Llegaron,Mesa,Teléfono,Correo electrónico,Etiquetas,Notas,Código',
    );
    expect(rest.join('\r\n')).toBe(
      `2026-11-21,21:00,"Ñandú, ""Zoë""",4,Confirmada,0,7,'+593987654321,zoe@mail.test,"Alergia, VIP","dos\nlíneas",${row.code}\r\n`,
    );
    const english = (await bytesOf(venue.as('HOST', { locale: 'en' }), { day: TODAY, format: 'csv' })).toString();
    expect(english).toMatch(/^\uFEFFDate,Time,Name,People,Status/);
    expect(english).toContain(',Confirmed,');
  });

  it('shows the door what its list shows: shortened names and no contact data, of tonight alone', async () => {
    const venue = await makeVenue();
    await makeReservation(venue, { customerEmail: 'lucia@mail.test', notes: 'secreto' });
    for (const format of ['csv', 'xlsx'] as const) {
      const bytes = await bytesOf(venue.as('DOOR'), { format });
      const cells = format === 'csv' ? bytes.toString() : JSON.stringify((await readXlsx(bytes)).sheets[0]?.rows);
      expect(cells).toContain('Lucía M.');
      for (const hidden of ['Fernández', 'lucia@mail.test', '98765', 'secreto', 'Teléfono'])
        expect(cells).not.toContain(hidden);
    }
    await expect(readExport(venue.as('DOOR'), { day: '2026-11-22', format: 'csv' })).rejects.toMatchObject({
      code: 'FORBIDDEN',
    });
  });

  it('tells the two times of a repeated hour apart', async () => {
    const venue = await makeVenue({ timeZone: 'Europe/Madrid' });
    const now = new Date('2026-10-24T12:00:00Z');
    for (const reservedAt of ['2026-10-25T00:30:00Z', '2026-10-25T01:30:00Z'])
      await makeReservation(venue, { reservedAt });
    const csv = (await bytesOf(venue.as('HOST', { now }), { day: '2026-10-24', format: 'csv' })).toString();
    expect(csv.match(/2026-10-25,02:30 \+0\d:00/g)).toEqual(['2026-10-25,02:30 +02:00', '2026-10-25,02:30 +01:00']);
  });

  it('lets no spreadsheet calculate what a guest wrote', async () => {
    const venue = await makeVenue();
    for (const formula of FORMULAS) await makeReservation(venue, { customerName: 'Ana', notes: `${formula}` });
    await makeReservation(venue, { customerName: '=HYPERLINK("http://x")', notes: '=1+1' });
    const csv = (await bytesOf(venue.as('HOST'), { day: TODAY, format: 'csv' })).toString();
    expect(
      csv
        .split(/\r\n/)
        .flatMap((line) => line.split(','))
        .filter((cell) => /^"?[=+\-@\t\r]/.test(cell)),
    ).toEqual([]);
    const { sheets } = await readXlsx(await bytesOf(venue.as('HOST'), { day: TODAY, format: 'xlsx' }), {
      readStyles: true,
    });
    expect(sheets[0]?.rows.map((cells) => cells[2])).toContain('=HYPERLINK("http://x")');
    expect([...(sheets[0]?.cells?.values() ?? [])].filter((cell) => cell.formula !== undefined)).toEqual([]);
    expect(sheets[0]?.rows[1]?.[3]).toBe(4);
  });

  it('has on paper whom the list has, and when it was made by the venue’s clock', async () => {
    const venue = await makeVenue();
    // As long as a phone number can be.
    const customerPhone = '+498912345678901';
    const fields = { customerName: 'Ñandú Zoë', customerPhone, tableName: '7', notes: 'junto a la ventana' };
    const { code } = await makeReservation(venue, fields);
    const lines = textOfPdf(await bytesOf(venue.as('HOST', { locale: 'es' }), { day: TODAY, format: 'pdf' }));
    expect(lines.slice(0, 2)).toEqual([
      `${venue.venue.name} · sábado, 21 de noviembre de 2026`,
      '1 reserva, 4 personas previstas · Hecho: 21/11/26, 21:00',
    ]);
    expect(lines.slice(-8)).toEqual([
      ...['21:00', 'Ñandú Zoë', '0 / 4', '7', 'Confirmada', customerPhone],
      ...[`junto a la ventana · ${code}`, '1 de 1'],
    ]);
    const shown = textOfPdf(await bytesOf(venue.as('DOOR', { locale: 'es' }), { format: 'pdf' })).join('\n');
    expect(shown).toContain('Ñandú Z.');
    expect(shown).not.toMatch(/4989123|ventana/);
  });

  it('is a PDF of as many pages as it needs, an empty day too', async () => {
    const venue = await makeVenue();
    const pagesOf = async () => {
      const pdf = (await bytesOf(venue.as('HOST'), { day: TODAY, format: 'pdf' })).toString('latin1');
      expect(pdf).toMatch(/^%PDF-1\.\d/);
      return pdf.match(/\/Type \/Page\b(?!s)/g)?.length;
    };
    expect(await pagesOf()).toBe(1);
    for (let i = 0; i < 12; i++) await makeReservation(venue, { notes: 'una nota larga que se parte '.repeat(35) });
    expect(await pagesOf()).toBeGreaterThan(1);
  });
});
