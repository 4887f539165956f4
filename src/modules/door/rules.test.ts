import { describe, expect, it } from 'vitest';
import { toReservation } from '@/modules/reservations/rows';
import { readToken } from '../passes/token';
import { DoorManifest } from './answers';
import { checkSignature } from './client/check-signature';
import { verify } from './client/ed25519';
import { bookOf, factsOf, KEY, NIGHT, passOf, rowOf, tokenOf } from './night.fixture';
import { followList, judgeOffline, lacksPass, openBook } from './rules';
import { indexIds, packIds, unpackIds } from './wire';

const row = rowOf(1, { guestCount: 4, scanCount: 1 });
const pass = passOf(row, 2);
const old = passOf(row, 1, false);
const book = bookOf([{ row, pass }], { revoked: [old.id] });

describe('judgeOffline', () => {
  it('admits a party, over its plan too, and says when all of it is in', async () => {
    const say = (increment: number, undecided = 0) =>
      judgeOffline(tokenOf(pass), factsOf(book, { increment, undecided: () => undecided }));
    expect(await say(0)).toMatchObject({ kind: 'admitted', party: { code: row.code, scanCount: 1, guestCount: 4 } });
    expect(await say(3)).toMatchObject({ kind: 'admitted' });
    expect(await say(4)).toMatchObject({ kind: 'over' });
    expect(await say(1, 3)).toMatchObject({ kind: 'complete', party: { scanCount: 4 } });
  });

  it.each([
    ['a text that is no pass', 'https://example.com/menu', 'INVALID'],
    ['a pass of another venue', tokenOf(pass, 'stranger'), 'OTHER_BUSINESS'],
    ['a forged pass', tokenOf(pass, 'forger'), 'BAD_SIGNATURE'],
    ['a replaced pass', tokenOf(old), 'REVOKED'],
    ['a pass of next week', tokenOf(passOf(rowOf(7, { businessDay: '2026-11-28' }), 1)), 'OTHER_DAY'],
  ])('refuses %s', async (_, token, reason) => {
    expect(await judgeOffline(token, factsOf(book))).toMatchObject({ kind: 'refused', reason });
  });

  it.each([
    ['cancelled', { status: 'CANCELLED' }, 'CANCELLED'],
    ['closed by a person', { status: 'COMPLETED' }, 'COMPLETED'],
  ] as const)('refuses a reservation that was %s, and names the party', async (_, changes, reason) => {
    const closed = bookOf([{ row: { ...row, ...changes }, pass }]);
    expect(await judgeOffline(tokenOf(pass), factsOf(closed))).toMatchObject({
      ...{ kind: 'refused', reason },
      party: { shortName: 'Lucía M.' },
    });
  });

  it('refuses every pass of the night by a clock outside of it', async () => {
    const { validFrom, validUntil } = book.manifest;
    const at = (text: string, off: number) => factsOf(book, { at: new Date(Date.parse(text) + off) });
    expect(await judgeOffline(tokenOf(pass), at(validFrom, -1))).toMatchObject({ reason: 'OTHER_DAY' });
    expect(await judgeOffline(tokenOf(pass), at(validFrom, 0))).toMatchObject({ kind: 'admitted' });
    expect(await judgeOffline(tokenOf(pass), at(validUntil, -1))).toMatchObject({ kind: 'admitted' });
    expect(await judgeOffline(tokenOf(pass), at(validUntil, 0))).toMatchObject({ reason: 'OTHER_DAY' });
  });

  it('is unsure of a genuine pass that is not in the list', async () => {
    const later = passOf(rowOf(8), 1);
    expect(await judgeOffline(tokenOf(later), factsOf(book))).toEqual({ kind: 'unsure' });
  });
});

describe('followList', () => {
  const list = (seq: number, changes: object = {}) => ({
    ...{ day: NIGHT, cursor: { epoch: 'e1', seq } },
    reservations: [{ ...toReservation(row), scanCount: 4, version: 12, ...changes }],
  });

  it('takes what the list has newer, and revokes what has left it', async () => {
    const followed = followList(book.manifest, list(12));
    expect(followed).toMatchObject({ cursor: 'e1:12', scanCount: [4], version: [12], occupancy: 0, gates: [] });
    const gates = [{ id: 'g1', name: 'Norte', direction: 'IN' as const, active: true, version: 3 }];
    expect(followList(book.manifest, { ...list(12), occupancy: 9, gates })).toMatchObject({ occupancy: 9, gates });
    expect(DoorManifest.parse(followed)).toEqual(followed);
    expect(await judgeOffline(tokenOf(pass), factsOf(openBook(followed)))).toMatchObject({ kind: 'complete' });
    const gone = openBook(followList(book.manifest, { ...list(12), reservations: [] }));
    expect(await judgeOffline(tokenOf(pass), factsOf(gone))).toMatchObject({ reason: 'REVOKED' });
    expect(unpackIds(gone.manifest.revoked)).toEqual([old.id, pass.id]);
  });

  it('ignores an older list, and one of another log or night', () => {
    expect(followList(book.manifest, list(9))).toBe(book.manifest);
    expect(followList(book.manifest, { ...list(12), cursor: { epoch: 'e2', seq: 12 } })).toBe(book.manifest);
    expect(followList(book.manifest, { ...list(12), day: '2026-11-22' })).toBe(book.manifest);
    expect(followList(book.manifest, list(12, { version: 2 })).scanCount).toEqual([1]);
  });

  it('knows when a row has no pass here', () => {
    expect(lacksPass(book.manifest, list(12))).toBe(false);
    expect(lacksPass(book.manifest, list(12, { code: 'NEW' }))).toBe(true);
    expect(lacksPass(book.manifest, { ...list(12), day: '2026-11-22' })).toBe(true);
  });
});

describe('the manifest', () => {
  it('is refused when its columns do not fit together', () => {
    const { manifest } = book;
    expect(DoorManifest.parse(manifest)).toEqual(manifest);
    expect(() => DoorManifest.parse({ ...manifest, status: [] })).toThrow('columns');
    expect(() => DoorManifest.parse({ ...manifest, passes: packIds([pass.id, pass.id]) })).toThrow('columns');
    expect(() => DoorManifest.parse({ ...manifest, cursor: 'x' })).toThrow('cursor');
  });

  it('keeps ids whole, however many there are', () => {
    const ids = Array.from({ length: 7 }, (_, index) => (index === 3 ? null : passOf(rowOf(index), index).id));
    for (let count = 0; count <= ids.length; count++) {
      expect(unpackIds(packIds(ids.slice(0, count)))).toEqual(ids.slice(0, count));
    }
  });

  it('finds an id at a place of its own alone', () => {
    const [first, second] = ['00010203-0405-4607-8809-0a0b0c0d0e0f', '10111213-1415-4617-8819-1a1b1c1d1e1f'];
    /** The end of the first and the beginning of the second. */
    const across = '88090a0b-0c0d-0e0f-1011-121314154617';
    const find = (ids: readonly (string | null)[], id: string) => indexIds(packIds(ids)).indexOf(id);
    expect(find([first, null, second], second)).toBe(2);
    expect(find([first, second], across)).toBe(-1);
    expect(find([first, second, across], across)).toBe(2);
    expect(find([first, null], '00000000-0000-0000-0000-000000000000')).toBe(-1);
  });
});

describe('checkSignature', () => {
  it('believes the key’s own signature alone, computed by either code', async () => {
    const [good, forged] = [readToken(tokenOf(pass)), readToken(tokenOf(pass, 'forger'))];
    if (!good || !forged) throw new Error('no tokens');
    const key = new Uint8Array(Buffer.from(KEY.publicKey, 'base64url'));
    expect(await checkSignature(KEY.publicKey, good)).toBe(true);
    expect(await checkSignature(KEY.publicKey, forged)).toBe(false);
    expect(verify(good.signature, good.signed, key)).toBe(true);
    expect(verify(forged.signature, forged.signed, key)).toBe(false);
    expect(verify(new Uint8Array(3), good.signed, key)).toBe(false);
  });
});
