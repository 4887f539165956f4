import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader';

/** The page's request: one frame. The answer repeats `id`. */
export interface DecodeRequest {
  readonly id: number;
  readonly frame: ImageData;
}

/** `loaded`: whether the decoder itself could be loaded; it is sent once, before any code. */
export type DecodeAnswer = { readonly id: number; readonly text: string | null } | { readonly loaded: boolean };

// By default the package fetches this file from a CDN; the bundler serves the file of the same version from our own
// origin.
const wasm = new URL('zxing-wasm/reader/zxing_reader.wasm', import.meta.url).href;
const answer = (message: DecodeAnswer) => self.postMessage(message);

const ready = prepareZXingModule({
  overrides: { locateFile: (path: string, prefix: string) => (path.endsWith('.wasm') ? wasm : prefix + path) },
  fireImmediately: true,
});
ready.then(
  () => answer({ loaded: true }),
  () => answer({ loaded: false }),
);

self.onmessage = async ({ data: { id, frame } }: MessageEvent<DecodeRequest>) => {
  const found = await readBarcodes(frame, { formats: ['QRCode'], tryHarder: true, maxNumberOfSymbols: 1 }).catch(
    () => [],
  );
  answer({ id, text: found.find(({ text }) => text !== '')?.text ?? null });
};
