import {
  BlockAnswer,
  CombinationAnswer,
  RowRemoved,
  ServiceAnswer,
  TableAnswer,
  ZoneAnswer,
} from '@/modules/floor/answers';
import { changeLabel } from '@/modules/floor/change-label';
import { createRow } from '@/modules/floor/create-row';
import { deleteRow } from '@/modules/floor/delete-row';
import { BLOCK, COMBINATION, SERVICE, TABLE, ZONE } from '@/modules/floor/nouns';
import { updateRow } from '@/modules/floor/update-row';
import { findSlots } from '@/modules/reservations/find-slots';
import { Availability, ServiceList } from '@/modules/services/answers';
import { listServices } from '@/modules/services/reads';
import { AvailabilityInput, CreateServiceInput, UpdateServiceInput } from '@/modules/services/schema';
import { BlockList, CombinationList, TableList, ZoneList } from '@/modules/tables/answers';
import { listBlocks, listCombinations, listTables, listZones } from '@/modules/tables/reads';
import {
  CreateBlockInput,
  CreateCombinationInput,
  CreateTableInput,
  CreateZoneInput,
  ListInput,
  RemovalOfRow,
  UpdateBlockInput,
  UpdateCombinationInput,
  UpdateTableInput,
  UpdateZoneInput,
} from '@/modules/tables/schema';
import { endpoint } from './endpoint';
import { operation } from './operation';

const BY_OWNER = { actor: 'member', permission: 'settings.write' } as const;
/** A table that cannot be used tonight is closed by whoever books. */
const BY_HOST = { actor: 'member', permission: 'reservations.write' } as const;
const READ = { actor: 'member', permission: 'reservations.read', input: ListInput } as const;

/** When a party can come, and with which tables. */
export const slots = endpoint('/api/disponibilidad', {
  GET: operation({
    actor: 'member',
    permission: 'reservations.read',
    input: AvailabilityInput,
    output: Availability,
    run: findSlots,
    cost: 5,
  }),
});

export const zones = endpoint('/api/zonas', {
  GET: operation({ ...READ, output: ZoneList, run: listZones }),
  POST: operation({
    ...{ ...BY_OWNER, input: CreateZoneInput, output: ZoneAnswer, status: 201 },
    run: async (ctx, input) => {
      const { row: zone, stranded } = await createRow(ctx, ZONE, input);
      return { zone, stranded };
    },
  }),
});

export const oneZone = endpoint('/api/zonas/[id]', {
  PUT: operation({
    ...{ ...BY_OWNER, input: UpdateZoneInput, output: ZoneAnswer },
    run: async (ctx, input) => {
      const { row: zone, stranded } = await updateRow(ctx, ZONE, input);
      return { zone, stranded };
    },
  }),
  DELETE: operation({
    ...{ ...BY_OWNER, input: RemovalOfRow, output: RowRemoved },
    run: (ctx, input) => deleteRow(ctx, ZONE, input),
  }),
});

export const tables = endpoint('/api/mesas', {
  GET: operation({ ...READ, output: TableList, run: listTables }),
  POST: operation({
    ...{ ...BY_OWNER, input: CreateTableInput, output: TableAnswer, status: 201 },
    run: async (ctx, input) => {
      const { row: table, stranded } = await createRow(ctx, TABLE, input);
      return { table, stranded };
    },
  }),
});

export const oneTable = endpoint('/api/mesas/[id]', {
  PUT: operation({
    ...{ ...BY_OWNER, input: UpdateTableInput, output: TableAnswer },
    run: async (ctx, input) => {
      const { row: table, stranded } = await updateRow(ctx, TABLE, input, changeLabel);
      return { table, stranded };
    },
  }),
  DELETE: operation({
    ...{ ...BY_OWNER, input: RemovalOfRow, output: RowRemoved },
    run: (ctx, input) => deleteRow(ctx, TABLE, input),
  }),
});

export const combinations = endpoint('/api/combinaciones', {
  GET: operation({ ...READ, output: CombinationList, run: listCombinations }),
  POST: operation({
    ...{ ...BY_OWNER, input: CreateCombinationInput, output: CombinationAnswer, status: 201 },
    run: async (ctx, input) => {
      const { row: combination, stranded } = await createRow(ctx, COMBINATION, input);
      return { combination, stranded };
    },
  }),
});

export const oneCombination = endpoint('/api/combinaciones/[id]', {
  PUT: operation({
    ...{ ...BY_OWNER, input: UpdateCombinationInput, output: CombinationAnswer },
    run: async (ctx, input) => {
      const { row: combination, stranded } = await updateRow(ctx, COMBINATION, input);
      return { combination, stranded };
    },
  }),
  DELETE: operation({
    ...{ ...BY_OWNER, input: RemovalOfRow, output: RowRemoved },
    run: (ctx, input) => deleteRow(ctx, COMBINATION, input),
  }),
});

export const services = endpoint('/api/servicios', {
  GET: operation({ ...READ, output: ServiceList, run: listServices }),
  POST: operation({
    ...{ ...BY_OWNER, input: CreateServiceInput, output: ServiceAnswer, status: 201 },
    run: async (ctx, input) => {
      const { row: service, stranded } = await createRow(ctx, SERVICE, input);
      return { service, stranded };
    },
  }),
});

export const oneService = endpoint('/api/servicios/[id]', {
  PUT: operation({
    ...{ ...BY_OWNER, input: UpdateServiceInput, output: ServiceAnswer },
    run: async (ctx, input) => {
      const { row: service, stranded } = await updateRow(ctx, SERVICE, input);
      return { service, stranded };
    },
  }),
  DELETE: operation({
    ...{ ...BY_OWNER, input: RemovalOfRow, output: RowRemoved },
    run: (ctx, input) => deleteRow(ctx, SERVICE, input),
  }),
});

export const blocks = endpoint('/api/bloqueos', {
  GET: operation({ ...READ, output: BlockList, run: listBlocks }),
  POST: operation({
    ...{ ...BY_HOST, input: CreateBlockInput, output: BlockAnswer, status: 201 },
    run: async (ctx, { preview, confirm, startsAt, endsAt, reason = null, ...fields }) => {
      const row = { ...fields, reason, startsAt: new Date(startsAt), endsAt: new Date(endsAt) };
      const { row: block, stranded } = await createRow(ctx, BLOCK, row, { preview, confirm });
      return { block, stranded };
    },
  }),
});

export const oneBlock = endpoint('/api/bloqueos/[id]', {
  PUT: operation({
    ...{ ...BY_HOST, input: UpdateBlockInput, output: BlockAnswer },
    run: async (ctx, { startsAt, endsAt, ...input }) => {
      const times = { startsAt: startsAt && new Date(startsAt), endsAt: endsAt && new Date(endsAt) };
      const { row: block, stranded } = await updateRow(ctx, BLOCK, { ...input, ...times });
      return { block, stranded };
    },
  }),
  DELETE: operation({
    ...{ ...BY_HOST, input: RemovalOfRow, output: RowRemoved },
    run: (ctx, input) => deleteRow(ctx, BLOCK, input),
  }),
});
