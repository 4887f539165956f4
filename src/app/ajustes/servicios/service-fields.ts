import type { Service } from '@/modules/services/wire';

export type ServiceWire = Omit<Service, 'id' | 'version'>;

/** Numbers as they are typed. */
type Typed<T> = {
  readonly [Name in keyof T]: T[Name] extends string | null ? string : T[Name] extends number | null ? string : never;
};

export type TurnFields = Typed<Service['turns'][number]>;
export type PacingFields = Typed<Service['pacing'][number]>;
export type PartyFields = Typed<Service['parties'][number]>;

export interface ExceptionFields {
  readonly day: string;
  readonly isClosed: boolean;
  readonly opensAt: string;
  readonly lastSeatingAt: string;
  readonly closesAt: string;
}

/** The form: what is typed is text, what is chosen is a value. */
export interface ServiceFields {
  readonly name: string;
  /** ISO weekdays. */
  readonly weekdays: readonly number[];
  /** Blank is no end. */
  readonly firstDay: string;
  readonly lastDay: string;
  readonly opensAt: string;
  readonly lastSeatingAt: string;
  readonly closesAt: string;
  readonly stepMinutes: string;
  readonly mode: Service['mode'];
  readonly turnMinutes: string;
  readonly bufferMinutes: string;
  readonly noticeMinutes: string;
  readonly horizonDays: string;
  readonly turns: readonly TurnFields[];
  readonly pacing: readonly PacingFields[];
  readonly parties: readonly PartyFields[];
  readonly exceptions: readonly ExceptionFields[];
  readonly active: boolean;
}
export type FieldName = keyof ServiceFields;

export const NEW_SERVICE: ServiceFields = {
  ...{ name: '', weekdays: [1, 2, 3, 4, 5, 6, 7], firstDay: '', lastDay: '' },
  ...{ opensAt: '20:00', lastSeatingAt: '23:30', closesAt: '01:00', stepMinutes: '15', mode: 'TABLES' },
  ...{ turnMinutes: '120', bufferMinutes: '0', noticeMinutes: '60', horizonDays: '60' },
  ...{ turns: [], pacing: [], parties: [], exceptions: [], active: true },
};

/** A rule as it is added to the form. */
export const NEW_TURN: TurnFields = { minParty: '1', maxParty: '2', minutes: '90', bufferMinutes: '0' };
export const NEW_PACING: PacingFields = {
  ...{
    from: '',
    until: '',
    startCovers: '',
    startParties: '',
    presentCovers: '',
    presentParties: '',
    onlineCovers: '',
  },
};
export const NEW_PARTY: PartyFields = { maxParty: '2', seats: '4', from: '', until: '' };

export function fieldsOf(service: Service): ServiceFields {
  const { id: _, version: __, ...wire } = service;
  const text = (value: number | string | null) => (value === null ? '' : String(value));
  const typed = <T extends object>(rule: T) =>
    Object.fromEntries(Object.entries(rule).map(([name, value]) => [name, text(value)])) as Typed<T>;
  return {
    ...wire,
    ...{ firstDay: text(wire.firstDay), lastDay: text(wire.lastDay) },
    ...{ stepMinutes: text(wire.stepMinutes), turnMinutes: text(wire.turnMinutes) },
    ...{ bufferMinutes: text(wire.bufferMinutes), noticeMinutes: text(wire.noticeMinutes) },
    horizonDays: text(wire.horizonDays),
    ...{ turns: wire.turns.map(typed), pacing: wire.pacing.map(typed), parties: wire.parties.map(typed) },
    exceptions: wire.exceptions.map(({ day, hours }) => ({
      ...{ day, isClosed: hours === null },
      ...(hours ?? { opensAt: wire.opensAt, lastSeatingAt: wire.lastSeatingAt, closesAt: wire.closesAt }),
    })),
  };
}

const isTime = (text: string) => /^([01]\d|2[0-3]):[0-5]\d$/.test(text);
const isDay = (text: string) => /^\d{4}-\d\d-\d\d$/.test(text);
const isWhole = (text: string, least: number, most: number) =>
  /^\d{1,6}$/.test(text.trim()) && Number(text) >= least && Number(text) <= most;
const isBlankOr = (test: (text: string) => boolean) => (text: string) => text.trim() === '' || test(text);
const isLimit = isBlankOr((text) => isWhole(text, 0, 100_000));
const isPart = ({ from, until }: { from: string; until: string }) => [from, until].every(isBlankOr(isTime));
const isParty = (text: string) => isWhole(text, 1, 1000);

function isTurn({ minParty, maxParty, minutes, bufferMinutes }: TurnFields): boolean {
  const isRange = isParty(minParty) && isParty(maxParty) && Number(minParty) <= Number(maxParty);
  return isRange && isWhole(minutes, 15, 1440) && isWhole(bufferMinutes, 0, 240);
}

function isPacing({ from, until, ...limits }: PacingFields): boolean {
  return isPart({ from, until }) && Object.values(limits).every(isLimit);
}

function isException({ day, isClosed, opensAt, lastSeatingAt, closesAt }: ExceptionFields): boolean {
  return isDay(day) && (isClosed || [opensAt, lastSeatingAt, closesAt].every(isTime));
}

/** The fields that cannot be sent, in the order of the form. The server applies the same rules. */
export function problemsOf(fields: ServiceFields): FieldName[] {
  const { firstDay, lastDay, exceptions } = fields;
  const wrong: Partial<Record<FieldName, boolean>> = {
    name: fields.name.trim() === '',
    weekdays: fields.weekdays.length === 0,
    opensAt: !isTime(fields.opensAt),
    lastSeatingAt: !isTime(fields.lastSeatingAt),
    closesAt: !isTime(fields.closesAt),
    stepMinutes: !isWhole(fields.stepMinutes, 5, 240),
    turnMinutes: !isWhole(fields.turnMinutes, 15, 1440),
    bufferMinutes: !isWhole(fields.bufferMinutes, 0, 240),
    firstDay: !isBlankOr(isDay)(firstDay),
    lastDay: !isBlankOr(isDay)(lastDay) || (firstDay !== '' && lastDay !== '' && lastDay < firstDay),
    turns: !fields.turns.every(isTurn),
    pacing: !fields.pacing.every(isPacing),
    parties: !fields.parties.every((rule) => isPart(rule) && isParty(rule.maxParty) && isParty(rule.seats)),
    exceptions: !exceptions.every(isException) || new Set(exceptions.map(({ day }) => day)).size < exceptions.length,
    noticeMinutes: !isWhole(fields.noticeMinutes, 0, 86_400),
    horizonDays: !isWhole(fields.horizonDays, 0, 730),
  };
  return (Object.keys(wrong) as FieldName[]).filter((name) => wrong[name]);
}

/** What is sent of a form without problems. */
export function wireOf(fields: ServiceFields): ServiceWire {
  const orNull = (text: string) => text.trim() || null;
  const limit = (text: string) => (text.trim() === '' ? null : Number(text));
  const part = ({ from, until }: { from: string; until: string }) => ({ from: orNull(from), until: orNull(until) });
  return {
    ...{ ...fields, name: fields.name.trim(), weekdays: [...fields.weekdays].sort((a, b) => a - b) },
    ...{ firstDay: orNull(fields.firstDay), lastDay: orNull(fields.lastDay) },
    ...{ stepMinutes: Number(fields.stepMinutes), turnMinutes: Number(fields.turnMinutes) },
    ...{ bufferMinutes: Number(fields.bufferMinutes), noticeMinutes: Number(fields.noticeMinutes) },
    horizonDays: Number(fields.horizonDays),
    turns: fields.turns.map((rule) => ({
      ...{ minParty: Number(rule.minParty), maxParty: Number(rule.maxParty) },
      ...{ minutes: Number(rule.minutes), bufferMinutes: Number(rule.bufferMinutes) },
    })),
    pacing: fields.pacing.map((rule) => ({
      ...{ ...part(rule), startCovers: limit(rule.startCovers), startParties: limit(rule.startParties) },
      ...{ presentCovers: limit(rule.presentCovers), presentParties: limit(rule.presentParties) },
      onlineCovers: limit(rule.onlineCovers),
    })),
    parties: fields.parties.map((rule) => ({
      ...{ maxParty: Number(rule.maxParty), seats: Number(rule.seats), ...part(rule) },
    })),
    exceptions: [...fields.exceptions]
      .sort((a, b) => (a.day < b.day ? -1 : 1))
      .map(({ day, isClosed, opensAt, lastSeatingAt, closesAt }) => ({
        ...{ day, hours: isClosed ? null : { opensAt, lastSeatingAt, closesAt } },
      })),
  };
}
