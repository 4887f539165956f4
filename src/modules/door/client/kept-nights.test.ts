import 'fake-indexeddb/auto';
import { beforeEach, expect, test } from 'vitest';
import { reservationOf } from '@/modules/reservations/reservation.fixture';
import { KEPT_NIGHTS } from '@/platform/browser/forget';
import { bookOf, passOf, rowOf } from '../night.fixture';
import { KeptNights } from './kept-nights';

const { manifest } = bookOf([{ row: rowOf(1), pass: passOf(rowOf(1), 1) }]);
const whole = { customerName: 'Lucía Fernández Mora', customerPhone: '+593987654321', notes: 'ventana' };
const reservations = [
  reservationOf({ ...whole, id: 'r1', code: 'CODE1', customerEmail: 'l@example.com' }),
  reservationOf({ ...whole, id: 'r2', code: 'NEW' }),
];
const night = { businessId: 'b1', manifest, reservations, readAt: 5, clockOffset: -7 };

function erase(): Promise<void> {
  return new Promise((resolve, reject) => {
    const asked = indexedDB.deleteDatabase(KEPT_NIGHTS);
    asked.onsuccess = () => resolve();
    asked.onerror = () => reject(asked.error);
  });
}
beforeEach(erase);

test('keeps a night by account and venue, as the door may see it', async () => {
  await new KeptNights('ana').write(night);
  const kept = await new KeptNights('ana').read('b1');
  expect(kept).toMatchObject({ manifest, readAt: 5, clockOffset: -7, accountId: 'ana' });
  expect(kept?.reservations).toMatchObject([
    { id: 'r1', customerName: 'Lucía M.' },
    { id: 'r2', customerName: 'NEW' },
  ]);
  expect(JSON.stringify(kept)).not.toMatch(/Fern|98765|example|ventana/);
  expect(await new KeptNights('ana').read('b2')).toBeNull();
});

test('another account reads nothing, and what was there is erased', async () => {
  await new KeptNights('ana').write(night);
  expect(await new KeptNights('beto').read('b1')).toBeNull();
  expect(await new KeptNights('ana').read('b1')).toBeNull();
});

test('an open page does not keep the night from being erased, and keeps the next one', async () => {
  const open = new KeptNights('ana');
  await open.write(night);
  await erase();
  expect(await open.read('b1')).toBeNull();
  await open.write(night);
  expect(await open.read('b1')).toMatchObject({ readAt: 5 });
});

test('a night of another form is none', async () => {
  const nights = new KeptNights('ana');
  await nights.write({ ...night, readAt: 'five' as never });
  expect(await nights.read('b1')).toBeNull();
});
