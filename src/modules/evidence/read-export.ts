import type { Context } from '@/modules/access/context';
import { listIncidents } from '@/modules/custody/reads';
import { readCursor } from '@/modules/events/reads';
import { findActiveKey } from '@/modules/passes/keys';
import { db, snapshot } from '@/platform/db/transaction';
import type { PiecedFile } from '@/platform/http/streamed-answer';
import { csvHead, csvLines, type Evidence } from './csv';
import { readEvidence, readHeld } from './reads';
import type { ExportEvidenceInput } from './schema';
import { csvSignature, jsonSignature, signed } from './signature';

/** Entries read at once: they bound the memory that an export takes, whatever its length. */
const BATCH = 1_000;

/**
 * A night's evidence as a signed file: each entry of the ledger up to now, in the order of the log, with who counted it, where,
 * when and by which phone, and what is held. JSON has the incidents and the sums too. Whoever has the venue's public key can
 * check it (docs/operations.md). Each piece is read when it is asked for; the ledger only grows, so all pieces agree.
 */
export async function readExport(ctx: Context, { day, format }: ExportEvidenceInput): Promise<PiecedFile> {
  const cursor = await snapshot((tx) => readCursor(tx, ctx));
  const until = Number(cursor.split(':')[1]);
  const key = await findActiveKey(db(), ctx.venue.id);
  if (!key) throw new Error('readExport: the venue has no key');
  const first = await readEvidence(db(), ctx, { day, after: 0, until, limit: BATCH });
  async function* batches() {
    let rows = first;
    for (;;) {
      yield rows;
      const last = rows.at(-1)?.seq;
      if (rows.length < BATCH || !last) return;
      rows = await readEvidence(db(), ctx, { day, after: last, until, limit: BATCH });
    }
  }
  const pieces = format === 'csv' ? csvPieces(ctx, day, batches()) : jsonPieces(ctx, day, cursor, batches());
  return {
    contentType: format === 'csv' ? 'text/csv; charset=utf-8; header=present' : 'application/json; charset=utf-8',
    fileName: `${ctx.venue.slug}-${day}-evidencia.${format}`,
    pieces: signed(pieces, key, format === 'csv' ? csvSignature : jsonSignature),
  };
}

async function* csvPieces(ctx: Context, day: string, batches: AsyncIterable<Evidence[]>) {
  yield csvHead();
  for await (const rows of batches) yield csvLines(rows);
  yield csvLines(await readHeld(db(), ctx, day));
}

async function* jsonPieces(ctx: Context, day: string, cursor: string, batches: AsyncIterable<Evidence[]>) {
  const { id, slug, name, timeZone } = ctx.venue;
  const head = { v: 1, venue: { id, slug, name, timeZone }, day, exportedAt: ctx.now.toISOString(), cursor };
  yield `${JSON.stringify(head).slice(0, -1)},\n"entries":[`;
  const figures = { entered: 0, left: 0, inside: 0 };
  let isFirst = true;
  for await (const rows of batches) {
    for (const { flow, delta } of rows) figures[flow === 'OUT' ? 'left' : 'entered'] += delta ?? 0;
    if (rows.length > 0) yield (isFirst ? '\n' : ',\n') + rows.map((row) => JSON.stringify(row)).join(',\n');
    isFirst = false;
  }
  figures.inside = figures.entered - figures.left;
  const held = await readHeld(db(), ctx, day);
  const { incidents } = await listIncidents(ctx, { day });
  yield `\n],\n"held":${JSON.stringify(held)},\n"incidents":${JSON.stringify(incidents)},\n"figures":${JSON.stringify(figures)}\n`;
}
