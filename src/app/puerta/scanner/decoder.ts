import type { DecodeAnswer, DecodeRequest } from './decode.worker';

/** Reads the QR code in a video's current frame; null when there is none. */
export interface Decoder {
  read(video: HTMLVideoElement): Promise<string | null>;
  close(): void;
}

/**
 * The longest side of a decoded frame in pixels: large enough for a dense QR at arm's length, small enough for an old
 * phone.
 */
const MAX_SIDE = 960;
/** After this many milliseconds a decoder that did not load is loaded again; the delay doubles after each failure. */
const FIRST_RETRY_MS = 2000;
const MAX_RETRY_MS = 30_000;

interface NativeDetector {
  detect(source: HTMLVideoElement): Promise<readonly { rawValue: string }[]>;
}
interface NativeDetectorClass {
  new (options: { formats: string[] }): NativeDetector;
  getSupportedFormats(): Promise<string[]>;
}

/**
 * Uses the browser's own detector if it reads QR codes, else WebAssembly in a worker. `onFailed` reports whether the
 * decoder could not be loaded; loading is repeated until it succeeds, with a delay after each failure.
 */
export async function openDecoder(onFailed: (failed: boolean) => void): Promise<Decoder> {
  const native = await openNativeDetector();
  if (!native) return openWorkerDecoder(onFailed);
  let fallback: Decoder | null = null;
  return {
    async read(video) {
      if (fallback) return fallback.read(video);
      try {
        const [found] = await native.detect(video);
        return found?.rawValue || null;
      } catch {
        // Phones without the vendor's services announce the format and then fail to decode.
        fallback = openWorkerDecoder(onFailed);
        return null;
      }
    },
    close: () => fallback?.close(),
  };
}

async function openNativeDetector(): Promise<NativeDetector | null> {
  try {
    const { BarcodeDetector } = globalThis as { BarcodeDetector?: NativeDetectorClass };
    const formats = (await BarcodeDetector?.getSupportedFormats()) ?? [];
    return BarcodeDetector && formats.includes('qr_code') ? new BarcodeDetector({ formats: ['qr_code'] }) : null;
  } catch {
    return null;
  }
}

function openWorkerDecoder(onFailed: (failed: boolean) => void): Decoder {
  const waiting = new Map<number, (text: string | null) => void>();
  const grab = createFrameGrabber();
  let nextId = 1;
  let worker: Worker | null = null;
  let failures = 0;
  let retryAt = 0;

  const drop = () => {
    worker?.terminate();
    worker = null;
    for (const resolve of waiting.values()) resolve(null);
    waiting.clear();
  };
  const fail = () => {
    drop();
    retryAt = performance.now() + Math.min(MAX_RETRY_MS, FIRST_RETRY_MS * 2 ** failures);
    failures += 1;
    onFailed(true);
  };
  const load = () => {
    try {
      worker = startWorker();
    } catch {
      return fail();
    }
    worker.onerror = fail;
    worker.onmessage = ({ data }: MessageEvent<DecodeAnswer>) => {
      if ('id' in data) {
        waiting.get(data.id)?.(data.text);
        waiting.delete(data.id);
        return;
      }
      if (!data.loaded) return fail();
      failures = 0;
      onFailed(false);
    };
  };

  return {
    read(video) {
      if (!worker && performance.now() >= retryAt) load();
      const frame = worker && grab(video);
      if (!worker || !frame) return Promise.resolve(null);
      const request: DecodeRequest = { id: nextId++, frame };
      worker.postMessage(request, [frame.data.buffer]);
      return new Promise((resolve) => waiting.set(request.id, resolve));
    },
    close: drop,
  };
}

function startWorker(): Worker {
  return new Worker(new URL('./decode.worker.ts', import.meta.url), { type: 'module' });
}

function createFrameGrabber(): (video: HTMLVideoElement) => ImageData | null {
  const canvas = document.createElement('canvas');
  const context = canvas.getContext('2d', { willReadFrequently: true });
  return (video) => {
    const { videoWidth, videoHeight } = video;
    if (!context || videoWidth === 0) return null;
    const scale = Math.min(1, MAX_SIDE / Math.max(videoWidth, videoHeight));
    const [width, height] = [Math.round(videoWidth * scale), Math.round(videoHeight * scale)];
    // To set a size makes a new canvas, also when it is the same.
    if (canvas.width !== width) canvas.width = width;
    if (canvas.height !== height) canvas.height = height;
    context.drawImage(video, 0, 0, width, height);
    return context.getImageData(0, 0, width, height);
  };
}
