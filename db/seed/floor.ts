import type { Context } from '@/modules/access/context';
import { addRow } from '@/modules/floor/create-row';
import { COMBINATION, SERVICE, TABLE, ZONE } from '@/modules/floor/nouns';
import { CreateServiceInput } from '@/modules/services/schema';
import { CreateCombinationInput, CreateTableInput, CreateZoneInput } from '@/modules/tables/schema';
import type { Plan } from '@/modules/tables/wire';
import type { Tx } from '@/platform/db/client';

type Place = readonly [name: string, seats: number, shape: Plan['shape'], x: number, y: number, turn?: number];

/** A room with a row of tables for two and four, and a terrace with round ones along the railing; units of 10 cm. */
const ZONES: readonly { readonly name: string; readonly tables: readonly Place[] }[] = [
  {
    name: 'Salón',
    tables: [
      ...([
        ['T1', 2, 'RECT', 6, 6],
        ['T2', 2, 'RECT', 22, 6],
        ['T3', 4, 'RECT', 40, 6],
        ['T4', 4, 'RECT', 60, 6],
        ['T5', 4, 'RECT', 6, 26],
        ['T6', 6, 'RECT', 26, 26],
        ['T7', 6, 'RECT', 52, 26],
        ['T8', 8, 'RECT', 14, 48],
        ['T9', 10, 'RECT', 46, 48],
      ] as const),
    ],
  },
  {
    name: 'Terraza',
    tables: [
      ...([
        ['S1', 2, 'ROUND', 6, 6],
        ['S2', 2, 'ROUND', 22, 6],
        ['S3', 4, 'ROUND', 38, 5],
        ['S4', 4, 'ROUND', 56, 5],
        ['S5', 4, 'RECT', 8, 26, 45],
        ['S6', 6, 'ROUND', 32, 25],
        ['S7', 6, 'ROUND', 54, 25],
      ] as const),
    ],
  },
  {
    name: 'Barra',
    tables: [
      ['B1', 2, 'RECT', 4, 6],
      ['B2', 2, 'RECT', 18, 6],
      ['B3', 2, 'RECT', 32, 6],
    ],
  },
];

/** How large a table for so many people is. */
const sizeOf = (seats: number, shape: Plan['shape']) =>
  shape === 'ROUND' ? { width: 7 + seats, height: 7 + seats } : { width: Math.max(8, 4 + seats * 2), height: 8 };

const SERVICES = [
  { name: 'Almuerzo', opensAt: '12:30', lastSeatingAt: '15:30', closesAt: '17:30', turnMinutes: 90 },
  {
    ...{
      name: 'Cena',
      opensAt: '19:00',
      lastSeatingAt: '01:30',
      closesAt: '03:30',
      turnMinutes: 105,
      bufferMinutes: 15,
    },
    turns: [
      { minParty: 1, maxParty: 2, minutes: 90, bufferMinutes: 15 },
      { minParty: 7, maxParty: 20, minutes: 135, bufferMinutes: 15 },
    ],
  },
] as const;

/** Gives a venue zones, tables on their plan, tables that can be joined, and its services. */
export async function seedFloor(tx: Tx, owner: Context): Promise<void> {
  const ids = new Map<string, string>();
  for (const [place, zone] of ZONES.entries()) {
    const { row } = await addRow(tx, owner, ZONE, CreateZoneInput.parse({ name: zone.name, place }));
    for (const [name, maxSeats, shape, x, y, turn = 0] of zone.tables) {
      const minSeats = maxSeats <= 2 ? 1 : Math.max(1, maxSeats / 2 - 1);
      const plan = { shape, x, y, turn, ...sizeOf(maxSeats, shape) };
      const input = CreateTableInput.parse({ name, zoneId: row.id, maxSeats, minSeats, plan });
      ids.set(name, (await addRow(tx, owner, TABLE, input)).row.id);
    }
  }
  const tableIds = ['T8', 'T9'].flatMap((name) => ids.get(name) ?? []);
  await addRow(tx, owner, COMBINATION, CreateCombinationInput.parse({ tableIds, minSeats: 11, maxSeats: 18 }));
  for (const service of SERVICES) await addRow(tx, owner, SERVICE, CreateServiceInput.parse({ ...service }));
}
