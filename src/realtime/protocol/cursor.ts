/** A position in one business's log. Written `{epoch}:{seq}`; an epoch contains no colon. */
export interface Cursor {
  readonly epoch: string;
  readonly seq: number;
}

const PATTERN = /^([A-Za-z0-9_-]{1,40}):(0|[1-9]\d{0,15})$/;

export function formatCursor({ epoch, seq }: Cursor): string {
  return `${epoch}:${seq}`;
}

/** The audience that is shown everything. */
export const FULL_AUDIENCE = 'full';

/**
 * The log's epoch as readers of an audience see it. It differs between audiences, so rows made for one are never continued with
 * events made for another: such a cursor belongs to another epoch.
 */
export function epochFor(epoch: string, audience: string): string {
  return audience === FULL_AUDIENCE ? epoch : `${epoch}-${audience.replace(/[^A-Za-z0-9]/g, '-')}`;
}

/** Returns null for anything that this module did not write; never throws. */
export function parseCursor(text: string | null | undefined): Cursor | null {
  const match = PATTERN.exec(text ?? '');
  const [, epoch, seq] = match ?? [];
  return epoch !== undefined && seq !== undefined && Number.isSafeInteger(Number(seq))
    ? { epoch, seq: Number(seq) }
    : null;
}
