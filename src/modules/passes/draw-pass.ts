export interface Picture {
  readonly contentType: string;
  readonly fileName: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** Level M is still readable on a scratched phone; the standard requires a quiet zone of four modules. */
const LOOK = { errorCorrectionLevel: 'M', margin: 4 } as const;
/** Pixels. */
const WIDTH = 735;

/** A token as a QR picture. */
export async function drawPass(token: string, format: 'svg' | 'png', name: string): Promise<Picture> {
  const fileName = `${name}.${format}`;
  const { toBuffer, toString: toText } = await import('qrcode');
  if (format === 'svg') {
    const svg = await toText(token, { ...LOOK, type: 'svg', width: WIDTH });
    return { contentType: 'image/svg+xml', fileName, bytes: new TextEncoder().encode(svg) };
  }
  const png = await toBuffer(token, { ...LOOK, type: 'png', width: WIDTH });
  return { contentType: 'image/png', fileName, bytes: new Uint8Array(png) };
}
