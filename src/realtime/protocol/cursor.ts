/** A position in one business's log. Written `{epoch}:{seq}`; an epoch holds no colon. */
export interface Cursor {
  readonly epoch: string;
  readonly seq: number;
}

const PATTERN = /^([A-Za-z0-9_-]{1,40}):(0|[1-9]\d{0,15})$/;

export function formatCursor({ epoch, seq }: Cursor): string {
  return `${epoch}:${seq}`;
}

/** Returns null for anything that this module did not write; never throws. */
export function parseCursor(text: string | null | undefined): Cursor | null {
  const match = PATTERN.exec(text ?? '');
  const [, epoch, seq] = match ?? [];
  return epoch !== undefined && seq !== undefined && Number.isSafeInteger(Number(seq))
    ? { epoch, seq: Number(seq) }
    : null;
}
