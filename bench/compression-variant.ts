import { readFileSync } from 'node:fs';
import { setImmediate as turn } from 'node:timers/promises';
import { BrotliCompress, constants, createBrotliCompress, createGzip, type Gzip } from 'node:zlib';

/** How one way of compressing many streams did. Times of all threads. */
export interface LiveFigure {
  readonly bytesPerEvent: number;
  readonly cpuMicrosPerDelivery: number;
  readonly kibPerStream: number;
}

type Compressor = Gzip | BrotliCompress;

const brotli = (quality: number, lgwin: number) => () =>
  createBrotliCompress({
    params: { [constants.BROTLI_PARAM_QUALITY]: quality, [constants.BROTLI_PARAM_LGWIN]: lgwin },
  });

export const VARIANTS: Readonly<Record<string, () => Compressor>> = {
  'gzip 6': () => createGzip({ level: 6 }),
  'gzip 1': () => createGzip({ level: 1 }),
  'gzip 1, small window': () => createGzip({ level: 1, windowBits: 12, memLevel: 5 }),
  'brotli 4': brotli(4, 22),
  'brotli 1, small window': brotli(1, 16),
};

const STREAMS = 1_000;
const EVENTS = 30;

/** One compressor for each of many streams, flushed after each event, in a process of its own. */
async function measure(make: () => Compressor, events: readonly Buffer[]): Promise<LiveFigure> {
  const memory = process.memoryUsage.rss();
  const streams = Array.from({ length: STREAMS }, make);
  let bytes = 0;
  for (const stream of streams) stream.on('data', (chunk: Buffer) => (bytes += chunk.length));
  // Gzip's default would forget what came before at each flush.
  const flushed = (stream: Compressor) =>
    new Promise<void>((done) => {
      if (stream instanceof BrotliCompress) stream.flush(done);
      else stream.flush(constants.Z_SYNC_FLUSH, done);
    });
  const send = async (event: Buffer) => {
    for (const stream of streams) stream.write(event);
    await Promise.all(streams.map(flushed));
    await turn();
  };
  const [first = Buffer.alloc(0), ...rest] = events.slice(0, EVENTS + 1);
  await send(first);
  bytes = 0;
  const before = process.cpuUsage();
  for (const event of rest) await send(event);
  const { user, system } = process.cpuUsage(before);
  const deliveries = rest.length * STREAMS;
  return {
    bytesPerEvent: bytes / deliveries,
    cpuMicrosPerDelivery: (user + system) / deliveries,
    kibPerStream: (process.memoryUsage.rss() - memory) / STREAMS / 1024,
  };
}

const [, , variant, file] = process.argv;
const make = VARIANTS[variant ?? ''];
if (make && file) {
  const events = (JSON.parse(readFileSync(file, 'utf8')) as string[]).map((text) => Buffer.from(text));
  process.stdout.write(JSON.stringify(await measure(make, events)));
}
