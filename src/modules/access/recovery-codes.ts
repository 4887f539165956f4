import { randomInt } from 'node:crypto';

const CODES = 10;
/** Of letters and digits that nobody mistakes for each other. */
const LETTERS = '23456789abcdefghjkmnpqrstvwxyz';
const GROUP = 5;

/** New recovery codes, each of ten characters (49 bits). */
export function drawCodes(): string[] {
  const group = () => Array.from({ length: GROUP }, () => LETTERS[randomInt(LETTERS.length)]).join('');
  return Array.from({ length: CODES }, () => `${group()}-${group()}`);
}

/** A recovery code as it is stored, of what a person has typed: with any case, spaces and hyphens. */
export function plainCode(typed: string): string {
  const letters = typed.toLowerCase().replace(/[^a-z0-9]/g, '');
  return `${letters.slice(0, GROUP)}-${letters.slice(GROUP)}`;
}
