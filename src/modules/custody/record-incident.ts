import { randomUUID } from 'node:crypto';
import { and, eq } from 'drizzle-orm';
import type { Author } from '@/modules/access/context';
import type { Tx } from '@/platform/db/client';
import { auditedIncident, changeIncident, type IncidentRow, shownIncident } from './change';
import type { Notice } from './rules';
import { incident } from './tables';

/** The entry of a notice. */
export interface Noticed {
  readonly nonce: string;
  /** Signed: people who leave are negative. */
  readonly people: number;
  readonly deviceId: string;
  readonly gateId: string | null;
  readonly businessDay: string;
}

/**
 * Opens an incident, with its event, or adds the entry to the open one about the same thing. The caller holds the venue's
 * lock, so that two phones do not open two.
 */
export async function recordIncident(tx: Tx, author: Author, notice: Notice, entry: Noticed): Promise<IncidentRow> {
  const { kind, about, reservationId, facts } = notice;
  const { venue, now } = author;
  const isOpen = and(
    eq(incident.businessId, venue.id),
    eq(incident.kind, kind),
    eq(incident.about, about),
    eq(incident.state, 'OPEN'),
  );
  const [open] = await tx.select().from(incident).where(isOpen).for('update');
  // A wrong clock is wrong for every entry of the night.
  if (open && (kind === 'CLOCK_SKEW' || open.nonces.includes(entry.nonce))) return open;
  const { nonce, people, ...where } = entry;
  const fields = {
    nonces: [...(open?.nonces ?? []), nonce],
    people: (open?.people ?? 0) + people,
    facts: { ...facts, ...(open?.facts.held ? { held: true } : {}) },
  };
  const row: IncidentRow = open
    ? { ...open, ...fields }
    : {
        ...{ businessId: venue.id, id: randomUUID(), kind, state: 'OPEN', about, reservationId },
        ...{ ...where, ...fields, openedAt: now, version: 0 },
        ...{ resolvedAt: null, resolvedBy: null, reason: null },
      };
  if (!open) await tx.insert(incident).values(row);
  return changeIncident(tx, author, row, {
    ...(open ? { fields } : {}),
    audit: {
      action: open ? 'incident.extended' : 'incident.opened',
      before: open ? auditedIncident(open) : null,
      after: auditedIncident(row),
    },
    event: { type: 'incident-changed', id: row.id, row: shownIncident(row, null) },
  });
}
