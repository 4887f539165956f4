import { parseArgs } from 'node:util';

export const SCENARIOS = ['fan-out', 'heartbeat', 'scans', 'two-processes', 'storm'] as const;
export type Scenario = (typeof SCENARIOS)[number];

export interface Options {
  /** All unless named. */
  readonly servers: readonly string[];
  readonly streams: readonly number[];
  readonly rounds: number;
  readonly scenarios: readonly Scenario[];
  /** Paths of other Nodes, on which delivery by the product is measured too. */
  readonly also: readonly string[];
  /** Whether results and tables are rewritten: only by a whole run, unless asked for. */
  readonly write: boolean;
}

/** `--servers aforo,nchan --streams 1000 --rounds 3 --scenarios fan-out --also /opt/node20/bin/node --write`. Throws on what it does not know. */
export function readOptions(args: readonly string[], servers: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...args],
    options: {
      servers: { type: 'string', default: servers.join() },
      streams: { type: 'string', default: '1000,10000' },
      rounds: { type: 'string', default: '3' },
      scenarios: { type: 'string', default: SCENARIOS.join() },
      also: { type: 'string', default: '' },
      write: { type: 'boolean', default: args.length === 0 },
    },
  });
  return {
    servers: listed('servers', values.servers, servers),
    streams: values.streams.split(',').map(positive),
    rounds: positive(values.rounds),
    scenarios: listed('scenarios', values.scenarios, SCENARIOS),
    also: values.also.split(',').filter(Boolean),
    write: values.write,
  };
}

function listed<T extends string>(option: string, text: string, known: readonly T[]): T[] {
  return text.split(',').map((name) => {
    const found = known.find((one) => one === name);
    if (!found) throw new Error(`--${option}: ${name} is none of ${known.join()}`);
    return found;
  });
}

function positive(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1) throw new Error(`not a positive whole number: ${text}`);
  return value;
}
