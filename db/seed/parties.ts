import type { CreateReservationInput } from '@/modules/reservations/schema';
import type { DayRules } from '@/modules/venues/business-day';
import { instantOnBusinessDay } from '@/modules/venues/wall-clock';
import type { Dice } from './random';

const FIRST = [
  ...['María José', 'Lucía', 'Camila', 'Valentina', 'Ana', 'Gabriela', 'Sofía', 'Daniela', 'Carla', 'Inés', 'Paula'],
  ...['Andrés', 'Juan Pablo', 'Diego', 'Santiago', 'Mateo', 'Álvaro', 'Nicolás', 'Javier', 'Tomás', 'Raúl', 'Iván'],
] as [string, ...string[]];
const LAST = [
  ...['Andrade', 'Núñez', 'Pérez', 'Cevallos', 'Espinosa', 'García', 'Ibáñez', 'Jaramillo', 'López', 'Moncayo'],
  ...['Ortega', 'Peñafiel', 'Quiñónez', 'Ramírez', 'Salazar', 'Torres', 'Vásquez', 'Yépez', 'Zambrano', 'Muñoz'],
] as [string, ...string[]];
type Noted = Pick<CreateReservationInput, 'notes' | 'tags'>;
const NOTES: [Noted, ...Noted[]] = [
  { notes: 'Cumpleaños, traen pastel', tags: ['BIRTHDAY'] },
  { notes: 'Alergia a los frutos secos', tags: ['ALLERGY'] },
  { notes: 'Prefieren mesa junto a la baranda' },
  { notes: 'Silla alta para bebé' },
  { notes: 'Aniversario: copa de bienvenida', tags: ['VIP'] },
  { notes: 'Llegan después del teatro' },
  { notes: 'Una persona en silla de ruedas', tags: ['MOBILITY'] },
];
/** The times of dinner, with peaks: a repeated time is more likely. */
const DINNER: [string, ...string[]] = [
  ...(['19:00', '19:30', '20:00', '20:00', '20:15', '20:30', '20:30', '20:30', '21:00', '21:00', '21:00'] as const),
  ...(['21:15', '21:30', '21:30', '21:45', '22:00', '22:00', '22:30', '23:00', '23:30', '00:30', '01:30'] as const),
];
const LUNCH: [string, ...string[]] = ['13:00', '13:30', '13:30', '14:00', '14:30', '15:00'];
const SIZES: [number, ...number[]] = [2, 2, 2, 2, 3, 3, 4, 4, 4, 5, 6, 6, 8, 10, 14];

/** A realistic booking for a day. */
export function drawParty(dice: Dice, day: string, rules: DayRules, dialCode: string): CreateReservationInput {
  const name = `${dice.pick(FIRST)} ${dice.pick(LAST)}`;
  const mail = name.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replaceAll(' ', '.');
  const time = dice.chance(0.15) ? dice.pick(LUNCH) : dice.pick(DINNER);
  return {
    customerName: dice.chance(0.3) ? `${name} ${dice.pick(LAST)}` : name,
    customerPhone: dice.chance(0.85) ? `${dialCode}${dice.between(100_000, 999_999)}` : null,
    customerEmail: dice.chance(0.4) ? `${mail}@example.com` : null,
    guestCount: dice.pick(SIZES),
    reservedAt: instantOnBusinessDay(day, time, rules),
    tableName: dice.chance(0.75) ? `${dice.pick(['T', 'T', 'B', 'S'])}${dice.between(1, 18)}` : null,
    ...(dice.chance(0.25) ? dice.pick(NOTES) : { notes: null }),
    status: dice.chance(0.75) ? 'CONFIRMED' : 'PENDING',
  };
}
