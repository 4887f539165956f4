import { and, asc, eq, gt, sql } from 'drizzle-orm';
import type { z } from 'zod';
import { type Context, can } from '@/modules/access/context';
import { readCursor } from '@/modules/events/reads';
import type { Tx } from '@/platform/db/client';
import { snapshot } from '@/platform/db/transaction';
import type { BlockList, CombinationList, TableList, ZoneList } from './answers';
import { toBlock, toCombination, toTable, toZone } from './rows';
import { block, combination, diningTable, zone } from './tables';
import type { Block, Combination, DiningTable, Zone } from './wire';

/** Zones, tables and what can be joined: what a venue's bookings are judged by. */
export interface Floor {
  readonly zones: Zone[];
  readonly tables: DiningTable[];
  readonly combinations: Combination[];
}

export async function readFloor(tx: Tx, businessId: string): Promise<Floor> {
  return {
    zones: await readZones(tx, businessId),
    tables: await readTables(tx, businessId),
    combinations: await readCombinations(tx, businessId),
  };
}

export function listZones(ctx: Context): Promise<z.infer<typeof ZoneList>> {
  return snapshot(async (tx) => ({ zones: await readZones(tx, ctx.venue.id), cursor: await readCursor(tx, ctx) }));
}

export function listTables(ctx: Context): Promise<z.infer<typeof TableList>> {
  return snapshot(async (tx) => ({ tables: await readTables(tx, ctx.venue.id), cursor: await readCursor(tx, ctx) }));
}

export function listCombinations(ctx: Context): Promise<z.infer<typeof CombinationList>> {
  return snapshot(async (tx) => ({
    ...{ combinations: await readCombinations(tx, ctx.venue.id), cursor: await readCursor(tx, ctx) },
  }));
}

/** The blocks that are not over; why there is one is shown to who may read what is noted about guests. */
export function listBlocks(ctx: Context): Promise<z.infer<typeof BlockList>> {
  const isWhole = can(ctx.role, 'reservations.read-personal');
  return snapshot(async (tx) => {
    const blocks = await readBlocks(tx, ctx.venue.id, ctx.now);
    return {
      ...{ blocks: isWhole ? blocks : blocks.map((each) => ({ ...each, reason: null })) },
      cursor: await readCursor(tx, ctx),
    };
  });
}

/** The blocks of a venue that end after `since`, by their beginning. */
export async function readBlocks(tx: Tx, businessId: string, since: Date): Promise<Block[]> {
  const rows = await tx
    .select()
    .from(block)
    .where(and(eq(block.businessId, businessId), gt(block.endsAt, since)))
    .orderBy(asc(block.startsAt), asc(block.id));
  return rows.map(toBlock);
}

async function readZones(tx: Tx, businessId: string): Promise<Zone[]> {
  const rows = await tx
    .select()
    .from(zone)
    .where(eq(zone.businessId, businessId))
    .orderBy(asc(zone.place), sql`lower(${zone.name})`);
  return rows.map(toZone);
}

async function readTables(tx: Tx, businessId: string): Promise<DiningTable[]> {
  const rows = await tx
    .select()
    .from(diningTable)
    .where(eq(diningTable.businessId, businessId))
    .orderBy(sql`lower(${diningTable.name})`);
  return rows.map(toTable);
}

async function readCombinations(tx: Tx, businessId: string): Promise<Combination[]> {
  const rows = await tx
    .select()
    .from(combination)
    .where(eq(combination.businessId, businessId))
    .orderBy(asc(combination.id));
  return rows.map(toCombination);
}
