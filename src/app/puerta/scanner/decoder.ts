import type { DecodeAnswer, DecodeRequest } from './decode.worker';

/** Reads the QR code in a video's current frame; null when there is none. */
export interface Decoder {
  read(video: HTMLVideoElement): Promise<string | null>;
  close(): void;
}

/** Longest side of a decoded frame, pixels: enough for a dense QR at arm's length, little enough for an old phone. */
const MAX_SIDE = 960;

interface NativeDetector {
  detect(source: HTMLVideoElement): Promise<readonly { rawValue: string }[]>;
}
interface NativeDetectorClass {
  new (options: { formats: string[] }): NativeDetector;
  getSupportedFormats(): Promise<string[]>;
}

/** The browser's own detector where it reads QR codes, else WebAssembly in a worker. `onFailed`: no decoder could be loaded. */
export async function openDecoder(onFailed: () => void): Promise<Decoder> {
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
        // Phones without the vendor's services announce the format and then fail.
        fallback = openWorkerDecoder(onFailed);
        return null;
      }
    },
    close: () => fallback?.close(),
  };
}

async function openNativeDetector(): Promise<NativeDetector | null> {
  const { BarcodeDetector } = globalThis as { BarcodeDetector?: NativeDetectorClass };
  try {
    const formats = (await BarcodeDetector?.getSupportedFormats()) ?? [];
    return BarcodeDetector && formats.includes('qr_code') ? new BarcodeDetector({ formats: ['qr_code'] }) : null;
  } catch {
    return null;
  }
}

function openWorkerDecoder(onFailed: () => void): Decoder {
  const worker = new Worker(new URL('./decode.worker.ts', import.meta.url), { type: 'module' });
  const waiting = new Map<number, (text: string | null) => void>();
  const grab = createFrameGrabber();
  let nextId = 1;
  worker.onmessage = ({ data }: MessageEvent<DecodeAnswer>) => {
    if ('failed' in data) return onFailed();
    waiting.get(data.id)?.(data.text);
    waiting.delete(data.id);
  };
  worker.onerror = () => onFailed();
  return {
    read(video) {
      const frame = grab(video);
      if (!frame) return Promise.resolve(null);
      const id = nextId++;
      return new Promise((resolve) => {
        waiting.set(id, resolve);
        const request: DecodeRequest = { id, frame };
        worker.postMessage(request, [frame.data.buffer]);
      });
    },
    close() {
      worker.terminate();
      for (const resolve of waiting.values()) resolve(null);
    },
  };
}

function createFrameGrabber(): (video: HTMLVideoElement) => ImageData | null {
  const canvas = document.createElement('canvas');
  const context = canvas.getContext('2d', { willReadFrequently: true });
  return (video) => {
    const { videoWidth, videoHeight } = video;
    if (!context || videoWidth === 0) return null;
    const scale = Math.min(1, MAX_SIDE / Math.max(videoWidth, videoHeight));
    canvas.width = Math.round(videoWidth * scale);
    canvas.height = Math.round(videoHeight * scale);
    context.drawImage(video, 0, 0, canvas.width, canvas.height);
    return context.getImageData(0, 0, canvas.width, canvas.height);
  };
}
