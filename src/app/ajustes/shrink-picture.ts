import { LOGO } from '@/modules/venues/rules';

/** Pixels of the longer side, the best one first. */
const SIDES = [LOGO.side, 320, 200, 128] as const;

/**
 * Any picture that this browser can open as a PNG, or a JPEG where that is smaller, that a venue's logo may be: drawn anew, so
 * that nothing of the file remains but what is seen. Its `data:` address; null for what is no picture.
 */
export async function shrinkPicture(file: Blob): Promise<string | null> {
  const source = URL.createObjectURL(file);
  try {
    const image = new Image();
    image.src = source;
    await image.decode();
    const { naturalWidth, naturalHeight } = image;
    if (naturalWidth === 0 || naturalHeight === 0) return null;
    for (const side of SIDES) {
      const drawn = draw(image, Math.min(1, side / Math.max(naturalWidth, naturalHeight)));
      if (drawn) return drawn;
    }
    return null;
  } catch {
    return null;
  } finally {
    URL.revokeObjectURL(source);
  }
}

function draw(image: HTMLImageElement, scale: number): string | null {
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(image.naturalWidth * scale));
  canvas.height = Math.max(1, Math.round(image.naturalHeight * scale));
  const pen = canvas.getContext('2d');
  if (!pen) return null;
  pen.drawImage(image, 0, 0, canvas.width, canvas.height);
  const png = canvas.toDataURL('image/png');
  if (fits(png)) return png;
  // A JPEG has no transparency: what is behind the picture becomes white.
  pen.globalCompositeOperation = 'destination-over';
  pen.fillStyle = '#fff';
  pen.fillRect(0, 0, canvas.width, canvas.height);
  const jpeg = canvas.toDataURL('image/jpeg', 0.85);
  return fits(jpeg) ? jpeg : null;
}

function fits(address: string): boolean {
  return contentOf(address).length * 0.75 <= LOGO.bytes;
}

/** The base64 of a `data:` address. */
export function contentOf(address: string): string {
  return address.slice(address.indexOf(',') + 1);
}
