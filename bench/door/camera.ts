import type { Page } from '@playwright/test';
import { create } from 'qrcode';

/**
 * How a code is held before the camera, 1280 × 720 pixels, 30 frames a second, as the door asks for. `clean`: two thirds of
 * the height, black on a light wall. `dark`: the same at a tenth of the light, with noise. `blurred`: by half a module.
 * `tilted`: turned by 25° and seen from the side. `small`: three pixels a module.
 */
export const LOOKS = ['clean', 'dark', 'blurred', 'tilted', 'small'] as const;
export type Look = (typeof LOOKS)[number];

type Modules = readonly (readonly boolean[])[];
interface Camera {
  hold(modules: Modules, look: Look): void;
  takeAway(): void;
  /** When the first frame with the code was presented, and when its answer stood in the page; by `performance.now()`. */
  seenAt: number | null;
  answeredAt: number | null;
}
type Camered = Window & { bench: Camera };

/** Gives the page a camera, and a watch on what the door answers. Call it before the page loads. */
export async function installBenchCamera(page: Page): Promise<void> {
  await page.addInitScript(install);
}

/** Holds a code before the camera from the moment at which the page has one; its `answeredAt` counts from the navigation. */
export async function holdFromStart(page: Page, text: string): Promise<void> {
  await page.addInitScript((code) => (window as unknown as Camered).bench.hold(code, 'clean'), modulesOf(text));
}

/** When the answer stood in the page, in milliseconds from its navigation. */
export async function answerOf(page: Page): Promise<number> {
  const answered = await page.waitForFunction(() => (window as unknown as Camered).bench.answeredAt);
  return (await answered.jsonValue()) ?? Number.NaN;
}

function modulesOf(text: string): Modules {
  const { modules } = create(text, { errorCorrectionLevel: 'M' });
  const side = Array.from({ length: modules.size }, (_, index) => index);
  return side.map((row) => side.map((column) => Boolean(modules.get(row, column))));
}

/** Resolves to the milliseconds from the first frame with the code to its answer in the page; null without one in time. */
export async function holdCode(page: Page, text: string, look: Look, patience: number): Promise<number | null> {
  const drawn = modulesOf(text);
  await page.evaluate(([code, as]) => (window as unknown as Camered).bench.hold(code, as), [drawn, look] as const);
  const answered = await page
    .waitForFunction(() => (window as unknown as Camered).bench.answeredAt, null, { timeout: patience, polling: 50 })
    .then(
      () => true,
      () => false,
    );
  return page.evaluate((isAnswered) => {
    const { bench } = window as unknown as Camered;
    const took =
      isAnswered && bench.seenAt !== null && bench.answeredAt !== null ? bench.answeredAt - bench.seenAt : null;
    bench.takeAway();
    return took;
  }, answered);
}

/** Runs in the page, before its own program. */
function install(): void {
  const [WIDTH, HEIGHT] = [1280, 720];
  const ANSWERS = ['party-sheet', 'party-warning', 'scan-result', 'unread-sheet'];
  const make = () => {
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = [WIDTH, HEIGHT];
    const pen = canvas.getContext('2d', { willReadFrequently: true });
    if (!pen) throw new Error('no canvas');
    return { canvas, pen };
  };
  const film = make();
  const [wall, held] = [make(), make()];
  wall.pen.fillStyle = '#d8d8d8';
  wall.pen.fillRect(0, 0, WIDTH, HEIGHT);
  let shown = wall;
  // A picture is drawn once: what the camera itself costs the page is one copy a frame.
  setInterval(() => film.pen.drawImage(shown.canvas, 0, 0), 1000 / 30);
  navigator.mediaDevices.getUserMedia = async () => film.canvas.captureStream(30);

  const draw = (modules: Modules, look: Look) => {
    const { canvas, pen } = held;
    const scale = look === 'small' ? 3 : Math.floor((HEIGHT * 2) / 3 / modules.length);
    const size = modules.length * scale;
    pen.setTransform(1, 0, 0, 1, 0, 0);
    pen.filter = 'none';
    pen.fillStyle = '#d8d8d8';
    pen.fillRect(0, 0, WIDTH, HEIGHT);
    if (look === 'blurred') pen.filter = `blur(${scale / 2}px)`;
    pen.translate(WIDTH / 2, HEIGHT / 2);
    if (look === 'tilted') pen.transform(0.8, 0.25, -0.35, 0.9, 0, 0);
    pen.fillStyle = '#f4f4f4';
    pen.fillRect(-size / 2 - 4 * scale, -size / 2 - 4 * scale, size + 8 * scale, size + 8 * scale);
    pen.fillStyle = '#101010';
    const whole = new Path2D();
    modules.forEach((row, y) => {
      row.forEach((dark, x) => {
        if (dark) whole.rect(x * scale - size / 2, y * scale - size / 2, scale, scale);
      });
    });
    pen.fill(whole);
    pen.setTransform(1, 0, 0, 1, 0, 0);
    pen.filter = 'none';
    if (look === 'dark') {
      const picture = pen.getImageData(0, 0, WIDTH, HEIGHT);
      const { data } = picture;
      for (let at = 0; at < data.length; at += 4) {
        const light = (data[at] ?? 0) / 10 + Math.random() * 8;
        data[at] = data[at + 1] = data[at + 2] = light;
      }
      pen.putImageData(picture, 0, 0);
    }
    // The mark by which a frame is known to hold the code.
    pen.fillStyle = '#00ff00';
    pen.fillRect(0, 0, 32, 32);
    return canvas;
  };

  const eye = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
  const hasMark = (video: HTMLVideoElement) => {
    eye?.drawImage(video, 8, 8, 16, 16, 0, 0, 1, 1);
    const [red = 255, green = 0] = eye?.getImageData(0, 0, 1, 1).data ?? [];
    return green > 150 && red < 100;
  };
  const bench: Camera = {
    seenAt: null,
    answeredAt: null,
    hold(modules, look) {
      draw(modules, look);
      bench.seenAt = bench.answeredAt = null;
      shown = held;
      const video = document.querySelector('video');
      const seek = (_: number, { presentationTime }: VideoFrameCallbackMetadata) => {
        if (bench.seenAt !== null || shown !== held || !video) return;
        if (hasMark(video)) bench.seenAt = presentationTime;
        else video.requestVideoFrameCallback(seek);
      };
      video?.requestVideoFrameCallback(seek);
    },
    takeAway() {
      shown = wall;
    },
  };
  Object.assign(window, { bench });
  const watch = new MutationObserver(() => {
    if (shown !== held || bench.answeredAt !== null) return;
    const isAnswered = ANSWERS.some((id) => document.querySelector(`[data-testid="${id}"]`));
    if (isAnswered) bench.answeredAt = performance.now();
  });
  watch.observe(document, { childList: true, subtree: true });
}
