import type { core } from 'zod';

/**
 * Runs before any other module of a page, and so before Zod loads, which reads its configuration from here. The security policy
 * forbids code that is made from text: a schema that tried to make some would cause a report on every load.
 */
Object.assign(globalThis, { __zod_globalConfig: { jitless: true } satisfies core.$ZodConfig });
