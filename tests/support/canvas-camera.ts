import type { Page } from '@playwright/test';
import { create } from 'qrcode';

type Modules = readonly (readonly boolean[])[];

/** Gives the page a camera that shows what `showCode` last drew: a white wall at first. Call it before the page loads. */
export async function installCamera(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const canvas = document.createElement('canvas');
    canvas.width = 640;
    canvas.height = 480;
    const pen = canvas.getContext('2d');
    if (!pen) throw new Error('no canvas');
    let shown: Modules = [];
    const draw = () => {
      pen.fillStyle = '#eee';
      pen.fillRect(0, 0, 640, 480);
      const scale = Math.floor(420 / Math.max(1, shown.length));
      const left = Math.floor((640 - shown.length * scale) / 2);
      const top = Math.floor((480 - shown.length * scale) / 2);
      pen.fillStyle = '#111';
      shown.forEach((row, y) => {
        row.forEach((dark, x) => {
          if (dark) pen.fillRect(left + x * scale, top + y * scale, scale, scale);
        });
      });
    };
    setInterval(draw, 100);
    Object.assign(window, { showInCamera: (modules: Modules) => (shown = modules) });
    navigator.mediaDevices.getUserMedia = async () => canvas.captureStream(10);
  });
}

/** Holds a code before the page's camera, or takes it away with null. */
export async function showCode(page: Page, text: string | null): Promise<void> {
  const modules = text === null ? [] : matrixOf(text);
  await page.evaluate(
    (drawn) => (window as unknown as { showInCamera: (modules: Modules) => void }).showInCamera(drawn),
    modules,
  );
}

function matrixOf(text: string): boolean[][] {
  const { modules } = create(text, { errorCorrectionLevel: 'M' });
  const side = Array.from({ length: modules.size }, (_, index) => index);
  return side.map((row) => side.map((column) => Boolean(modules.get(row, column))));
}
