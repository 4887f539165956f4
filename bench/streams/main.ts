import { execFileSync } from 'node:child_process';
import { resolve } from 'node:path';
import { ensureBuild } from '../../scripts/lib/ensure-build.mjs';
import { describeMachine } from './machine';
import { readOptions } from './options';
import { runAll } from './plan';
import { keep, report } from './report/report';
import { aforo, JAVASCRIPT, onNode } from './servers/aforo';
import { bundlePrograms } from './servers/bundle';
import { createDataset, type Dataset } from './servers/dataset';
import { naiveNext } from './servers/naive-next';
import { nchan } from './servers/nchan';
import { nodeProgram } from './servers/node-program';
import { sendLoop } from './servers/send-loop';
import type { ServerKind } from './servers/server';

process.chdir(resolve(import.meta.dirname, '..', '..'));
let made: Promise<Dataset> | undefined;
const dataset = () => {
  made ??= createDataset();
  return made;
};
const kinds: readonly ServerKind[] = [
  aforo(dataset),
  aforo(dataset, JAVASCRIPT),
  nchan,
  sendLoop,
  nodeProgram('node-socket', 'Node `socket.write`, chunked once'),
  nodeProgram('node-write', 'Node `response.write`'),
  nodeProgram('better-sse', 'better-sse'),
  naiveNext,
];
const options = readOptions(
  process.argv.slice(2),
  kinds.map(({ name }) => name),
);
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  // Servers and instrument end with their channels; the database would stay.
  process.once(signal, () => {
    const drop = async () => (await made)?.drop();
    void drop().finally(() => process.exit(130));
  });
}
ensureBuild();
await bundlePrograms();
try {
  const others = options.also.map((node) => aforo(dataset, onNode(node, versionOf(node))));
  const chosen = [...kinds.filter(({ name }) => options.servers.includes(name)), ...others];
  const machine = describeMachine();
  const absent = chosen.flatMap(({ label, missing }) => (missing() ? [`${label}: ${missing()}`] : []));
  for (const line of absent) console.log(line);
  const present = chosen.filter(({ missing }) => missing() === null);
  const runs = await runAll(options, present, dataset);
  const outcome = report({ runs, kinds: present, machine, absent, rounds: options.rounds });
  console.log(`\n${outcome.text}`);
  if (options.write) keep(outcome);
} finally {
  await (await made)?.drop();
}

function versionOf(node: string): string {
  return execFileSync(node, ['-p', 'process.versions.node'], { encoding: 'utf8' }).trim();
}
