import { createHash } from 'node:crypto';
import { isVisibleAccent, nearestAccent } from '@/modules/venues/accent';
import { LOGO } from '@/modules/venues/rules';
import { DomainError } from '@/platform/errors';
import type { SettingsInput } from './schema';

/** A logo as it is stored. */
export interface LogoContent {
  readonly hash: string;
  readonly contentType: 'image/png' | 'image/jpeg';
  /** Base64. */
  readonly content: string;
}

/** A change of settings whose logo is named by its content; null takes it away. */
export type SettingsChange = Omit<SettingsInput, 'logo'> & { readonly logoHash?: string | null };

export interface CheckedChange {
  readonly change: SettingsChange;
  /** Of the change; null where it brings none. */
  readonly logo: LogoContent | null;
}

/**
 * Throws ACCENT_CONTRAST, with the nearest colour that passes, and LOGO_REFUSED for what is no PNG or JPEG of the allowed
 * size.
 */
export function checkBrand({ logo, ...change }: SettingsInput): CheckedChange {
  const { accent } = change;
  if (accent && !isVisibleAccent(accent))
    throw new DomainError('ACCENT_CONTRAST', { extra: { nearest: nearestAccent(accent) } });
  if (logo === undefined || logo === null)
    return { change: { ...change, ...(logo === null ? { logoHash: null } : {}) }, logo: null };
  const content = readPicture(logo);
  return { change: { ...change, logoHash: content.hash }, logo: content };
}

function readPicture(content: string): LogoContent {
  const bytes = Buffer.from(content, 'base64');
  const size = bytes.length <= LOGO.bytes ? (sizeOfPng(bytes) ?? sizeOfJpeg(bytes)) : null;
  if (!size || Math.min(size.width, size.height) < 1 || Math.max(size.width, size.height) > LOGO.side)
    throw new DomainError('LOGO_REFUSED');
  const hash = createHash('sha256').update(bytes).digest('hex');
  return { hash, contentType: size.contentType, content: bytes.toString('base64') };
}

interface Size {
  readonly contentType: LogoContent['contentType'];
  readonly width: number;
  readonly height: number;
}

const PNG_START = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex');

/** PNG 1.2, 11.2.2: the size stands in the first chunk. */
function sizeOfPng(bytes: Buffer): Size | null {
  if (bytes.length < 33 || !bytes.subarray(0, 16).equals(PNG_START)) return null;
  return { contentType: 'image/png', width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) };
}

/** ITU T.81, B.2: segments up to the frame, which tells the size. */
function sizeOfJpeg(bytes: Buffer): Size | null {
  if (bytes.length < 4 || bytes.readUInt16BE(0) !== 0xffd8) return null;
  for (let at = 2; at + 9 <= bytes.length && bytes[at] === 0xff; at += 2 + bytes.readUInt16BE(at + 2)) {
    const marker = bytes[at + 1] ?? 0;
    // Frames are C0 to CF, but for tables and an extension among them.
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (isFrame)
      return { contentType: 'image/jpeg', height: bytes.readUInt16BE(at + 5), width: bytes.readUInt16BE(at + 7) };
  }
  return null;
}
