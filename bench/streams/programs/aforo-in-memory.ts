import { shared } from '@/platform/shared';
import { createHub } from '@/server/hub';
import { MemoryLog } from './memory-log';
import { onPublish } from './publisher';

/** Imported before the product's own `main.ts`, which then finds its hub made: over a log in memory, rung on command. */
const log = new MemoryLog(process.env.BENCH_BUSINESS ?? '');
const hub = shared('hub', () => createHub(log));
onPublish(() => hub.ring([log.append()]));
