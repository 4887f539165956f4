import { create } from 'qrcode';

/** A stretch of video: one QR code, or an empty scene with `text: null`. */
export interface QrScene {
  readonly text: string | null;
  /** Frames, at the video's rate. */
  readonly frames: number;
}

const WIDTH = 640;
const HEIGHT = 480;
const FRAMES_PER_SECOND = 10;
const WHITE = 235;
const BLACK = 16;
/** Modules of empty margin that a QR code needs to be found. */
const QUIET_ZONE = 4;

/**
 * An uncompressed video (YUV4MPEG2, 640×480, 10 frames per second) for Chromium's fake camera:
 * `--use-fake-device-for-media-stream --use-file-for-fake-video-capture=FILE.y4m`. Chromium plays it in a loop.
 */
export function qrVideo(scenes: readonly QrScene[]): Buffer {
  const header = Buffer.from(`YUV4MPEG2 W${WIDTH} H${HEIGHT} F${FRAMES_PER_SECOND}:1 Ip A1:1 C420jpeg\n`, 'ascii');
  const frames = scenes.flatMap(({ text, frames }) => Array<Buffer>(frames).fill(drawFrame(text)));
  return Buffer.concat([header, ...frames]);
}

function drawFrame(text: string | null): Buffer {
  const marker = Buffer.from('FRAME\n', 'ascii');
  const luma = Buffer.alloc(WIDTH * HEIGHT, WHITE);
  if (text !== null) drawCode(luma, text);
  const chroma = Buffer.alloc((WIDTH * HEIGHT) / 2, 128);
  return Buffer.concat([marker, luma, chroma]);
}

function drawCode(luma: Buffer, text: string): void {
  const { modules } = create(text, { errorCorrectionLevel: 'M' });
  const scale = Math.floor(HEIGHT / (modules.size + 2 * QUIET_ZONE));
  if (scale < 2) throw new Error('qrVideo: the text is too long for this picture');
  const left = Math.floor((WIDTH - modules.size * scale) / 2);
  const top = Math.floor((HEIGHT - modules.size * scale) / 2);
  for (let row = 0; row < modules.size; row++) {
    for (let column = 0; column < modules.size; column++) {
      if (!modules.get(row, column)) continue;
      for (let y = top + row * scale; y < top + (row + 1) * scale; y++) {
        const start = y * WIDTH + left + column * scale;
        luma.fill(BLACK, start, start + scale);
      }
    }
  }
}
