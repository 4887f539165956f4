import type { Reservation } from '@/realtime/protocol/reservation';

/** Whether every word asked for is in the name, code, table or phone. Case, accents and phone punctuation do not count. */
export function matchesSearch(reservation: Reservation, search: string): boolean {
  const { customerName, code, tableName, customerPhone } = reservation;
  const texts = [customerName, code, tableName ?? ''].map(fold);
  const phone = customerPhone ?? '';
  return fold(search)
    .split(/\s+/)
    .every((word) => texts.some((text) => text.includes(word)) || includesDigits(phone, word));
}

function includesDigits(phone: string, word: string): boolean {
  const digits = word.replace(/[+().-]/g, '');
  return /^\d+$/.test(digits) && phone.includes(digits);
}

function fold(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}
