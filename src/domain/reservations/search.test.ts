import { expect, it } from 'vitest';
import type { Reservation } from '@/realtime/protocol/reservation';
import { matchesSearch } from './search';

const row: Reservation = {
  id: 'r',
  code: 'K7M2QX',
  customerName: 'María José Muñoz',
  customerPhone: '+593987654321',
  customerEmail: 'otra@example.com',
  guestCount: 2,
  reservedAt: '2026-11-22T02:00:00.000Z',
  businessDay: '2026-11-21',
  status: 'PENDING',
  scanCount: 0,
  tableName: 'T12',
  notes: 'cumpleaños',
  version: 1,
  createdAt: '2026-11-20T02:00:00.000Z',
};

it('finds by name, code, table and phone, whatever the case, accents and punctuation', () => {
  for (const search of ['munoz', 'JOSE mar', 'k7m2', 't12', '98-765', '+593 987', '']) {
    expect([search, matchesSearch(row, search)]).toEqual([search, true]);
  }
  for (const search of ['pérez', 'muñoz t13', 'otra@', 'cumple', '+']) {
    expect([search, matchesSearch(row, search)]).toEqual([search, false]);
  }
});
