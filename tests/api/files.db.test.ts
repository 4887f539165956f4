import { randomBytes } from 'node:crypto';
import { deflateRawSync } from 'node:zlib';
import { beforeAll, expect, it } from 'vitest';
import { FILE } from '@/modules/imports/rules';
import { IMPORT_BODY_BYTES } from '@/modules/imports/schema';
import { imports, oneImport } from '@/server/api/imports';
import { describeDatabases } from '../support/databases';
import { makeVenue } from '../support/fixtures';
import { call, cookieOf, makeUser } from '../support/http';

const DAY = new Date(Date.now() + 3 * 24 * 60 * 60_000).toISOString().slice(0, 10);
const CSV = `fecha,hora,nombre,personas\n${DAY},21:00,Ana,4\n`;
const base64 = (content: string | Buffer) => Buffer.from(content).toString('base64');

describeDatabases('the endpoints of imports', () => {
  let host: string;
  let door: string;
  beforeAll(async () => {
    const { venue } = await makeVenue();
    for (const role of ['HOST', 'DOOR'] as const)
      await makeUser(`${role}@archivos.test`.toLowerCase(), { businessId: venue.id, role });
    host = await cookieOf('host@archivos.test');
    door = await cookieOf('door@archivos.test');
  }, 60_000);
  const send = (body: object, cookie = host, headers = {}) =>
    call(imports.POST, '/api/importaciones', { method: 'POST', cookie, body: { fileName: 'a.csv', ...body }, headers });

  it('answers a preview with 200 and an import with 201, once for each key', async () => {
    const content = base64(CSV);
    const looked = await send({ content, preview: true });
    expect(looked).toMatchObject({
      status: 200,
      body: { preview: { counts: { new: 1 }, columns: { date: 0, guestCount: 3 } } },
    });
    const key = { 'idempotency-key': 'una-clave-de-prueba' };
    const [one, two] = [await send({ content }, host, key), await send({ content }, host, key)];
    expect(one).toMatchObject({ status: 201, body: { import: { state: 'RUNNING', total: 1 } } });
    expect((two.body.import as { id: string }).id).toBe((one.body.import as { id: string }).id);
    expect(await send({ content })).toMatchObject({ status: 409, body: { code: 'IMPORT_RUNNING' } });
    const { id } = one.body.import as { id: string };
    const undo = (cookie: string) =>
      call(oneImport.DELETE, `/api/importaciones/${id}`, { method: 'DELETE', cookie, params: { id } });
    expect(await undo(host)).toMatchObject({ status: 409, body: { code: 'IMPORT_RUNNING' } });
    expect(await undo(door)).toMatchObject({ status: 403 });
  });

  it.each([
    ['is an archive that unpacks to too much', () => base64(bomb()), 422, 'IMPORT_REFUSED'],
    ['has no column for what is needed', () => base64('a,b\n1,2\n'), 422, 'IMPORT_REFUSED'],
    ['is no file', () => 'no es base64 ñ', 400, 'VALIDATION'],
    ['is too long', () => base64(randomBytes(FILE.bytes + 3)), 400, 'VALIDATION'],
    ['is much too long', () => 'A'.repeat(IMPORT_BODY_BYTES), 413, 'PAYLOAD_TOO_LARGE'],
  ])('refuses what %s', async (_, content, status, code) => {
    expect(await send({ content: content() })).toMatchObject({ status, body: { code } });
  });

  it.each([
    { columns: { date: FILE.columns } },
    { columns: { color: 1 } },
    { dateOrder: 'ymd' },
    { fileName: '' },
    { other: 1 },
  ])('refuses %j', async (fields) => {
    expect(await send({ content: base64(CSV), preview: true, ...fields })).toMatchObject({
      status: 400,
      body: { code: 'VALIDATION' },
    });
  });

  it('reads no long body of whom it does not know, nor on another address', async () => {
    const raw = JSON.stringify({ fileName: 'a.csv', content: 'A'.repeat(100_000) });
    expect((await call(imports.POST, '/api/importaciones', { method: 'POST', raw })).status).toBe(401);
    const { reservations } = await import('@/server/api/reservations');
    expect((await call(reservations.POST, '/api/reservas', { method: 'POST', cookie: host, raw })).status).toBe(413);
  });
});

/** An archive whose one part is larger than a workbook may be. */
function bomb(): Buffer {
  const packed = deflateRawSync(Buffer.alloc(FILE.inflated + 1));
  const local = Buffer.alloc(30);
  local.writeUInt32LE(0x04034b50, 0);
  const entry = Buffer.alloc(46);
  entry.writeUInt32LE(0x02014b50, 0);
  entry.writeUInt16LE(8, 10);
  entry.writeUInt32LE(packed.length, 20);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(30 + packed.length, 16);
  return Buffer.concat([local, packed, entry, end]);
}
