import * as z from 'zod';
import { Id, InstantText, Name, orNull } from '@/platform/input/fields';
import { ChannelField, TableIds } from './fields';
import { BLOCK_MODES, MAX_SEATS, SHAPES } from './rules';

export const ListInput = z.strictObject({});

/** What every write of the plan of a venue may say besides its fields. */
const DECISION = {
  /** Answer what the change would do to bookings, and write nothing. */
  preview: z.boolean().default(false),
  /** Write it although bookings do not fit it any more. */
  confirm: z.boolean().default(false),
};

const Seats = z.number().int().min(1).max(MAX_SEATS);
const isOrdered = ({ minSeats, maxSeats }: { minSeats?: number | undefined; maxSeats?: number | undefined }) =>
  minSeats === undefined || maxSeats === undefined || minSeats <= maxSeats;
const DISORDERED = 'more seats at least than at most';

/** An input that changes a row of which `fields` says the form: a field that is absent stays as it is. */
export const changeOf = <T extends z.ZodRawShape>(fields: T) =>
  z.strictObject({ id: Id, ...z.object(fields).partial().shape, ...DECISION });
/** A decision in the address of a request, which has only text. */
const Said = z.union([z.boolean(), z.enum(['true', 'false']).transform((said) => said === 'true')]).default(false);

/** An input that removes a row; an absent row is NOT_FOUND. */
export const RemovalOfRow = z.strictObject({ id: Id, preview: Said, confirm: Said });
export type RemovalOfRow = z.infer<typeof RemovalOfRow>;

const ZoneFields = { name: Name(40), place: z.number().int().min(0).max(1000), active: z.boolean() };
export const CreateZoneInput = z.strictObject({
  ...{ name: ZoneFields.name, place: ZoneFields.place.default(0), active: ZoneFields.active.default(true) },
});
export const UpdateZoneInput = changeOf(ZoneFields);

const Length = z.number().int().min(0).max(10_000);
const PlanInput = z.strictObject({
  ...{ shape: z.enum(SHAPES), x: Length, y: Length, width: Length.min(1), height: Length.min(1) },
  turn: z.number().int().min(0).max(359),
});

const Priority = z.number().int().min(0).max(100);
/** The longest name that fits in what people read of a party's tables. */
const TableName = Name(20);
export const CreateTableInput = z
  .strictObject({
    name: TableName,
    zoneId: Id.nullable().default(null),
    minSeats: Seats.default(1),
    maxSeats: Seats,
    priority: Priority.default(0),
    channel: ChannelField.default('ONLINE'),
    plan: PlanInput.nullable().default(null),
    active: z.boolean().default(true),
  })
  .refine(isOrdered, DISORDERED);
export const UpdateTableInput = changeOf({
  ...{ name: TableName, zoneId: Id.nullable(), minSeats: Seats, maxSeats: Seats, priority: Priority },
  ...{ channel: ChannelField, plan: PlanInput.nullable(), active: z.boolean() },
}).refine(isOrdered, DISORDERED);

const Joined = TableIds.refine((ids) => ids.length >= 2, 'two tables at least');
export const CreateCombinationInput = z
  .strictObject({ tableIds: Joined, minSeats: Seats, maxSeats: Seats, active: z.boolean().default(true) })
  .refine(isOrdered, DISORDERED);
export const UpdateCombinationInput = changeOf({
  ...{ tableIds: Joined, minSeats: Seats, maxSeats: Seats, active: z.boolean() },
}).refine(isOrdered, DISORDERED);

const BlockMode = z.enum(BLOCK_MODES);
const BlockReason = orNull(Name(200));
export const CreateBlockInput = z
  .strictObject({
    ...{ tableId: Id.nullable().default(null), zoneId: Id.nullable().default(null) },
    ...{ serviceId: Id.nullable().default(null), startsAt: InstantText, endsAt: InstantText },
    ...{ mode: BlockMode.default('NO_OVERLAP'), reason: BlockReason },
    ...DECISION,
  })
  .refine(({ startsAt, endsAt }) => Date.parse(startsAt) < Date.parse(endsAt), 'ends before it begins')
  .refine(
    ({ tableId, zoneId, serviceId }) => [tableId, zoneId, serviceId].filter(Boolean).length <= 1,
    'of one thing at most',
  );
export const UpdateBlockInput = changeOf({
  ...{ tableId: Id.nullable(), zoneId: Id.nullable(), serviceId: Id.nullable() },
  ...{ startsAt: InstantText, endsAt: InstantText, mode: BlockMode, reason: BlockReason },
});
