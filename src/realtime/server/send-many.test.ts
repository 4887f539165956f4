import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { buildNative } from '../../../scripts/lib/native.mjs';
import { loadSendMany, type SendMany, sendEach } from './send-many';

const folder = mkdtempSync(join(tmpdir(), 'aforo-native-'));
const built = join(folder, 'send-many.node');
const hasCompiler = spawnSync(process.env.CC ?? 'cc', ['--version']).status === 0;
if (hasCompiler) buildNative(built);
const native = loadSendMany(built);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it.runIf(hasCompiler)('is built where there is a compiler', () => expect(native).not.toBeNull());

it('is null for a file that is not there, or of something else', () => {
  expect(loadSendMany(join(folder, 'nothing.node'))).toBeNull();
  writeFileSync(join(folder, 'other.node'), 'not a library');
  expect(loadSendMany(join(folder, 'other.node'))).toBeNull();
});

it.runIf(native)('refuses what would be read beyond its end', () => {
  const call = native as (...given: unknown[]) => number;
  const [two, bytes] = [new Int32Array(2), Buffer.from('x')];
  for (const given of [
    [],
    [two, bytes],
    [two, bytes, new Int32Array(1)],
    [new Uint8Array(8), bytes, two],
    [two, 'x', two],
  ]) {
    expect(() => call(...given)).toThrow(TypeError);
  }
});

const WAYS: [string, SendMany | null][] = [
  ['native', native],
  ['javascript', sendEach],
];
describe.each(WAYS)('%s', (_, send) => {
  const sendMany = send as SendMany;
  let server: Server;
  let ours: Socket[];
  let peers: Socket[];

  beforeEach(async () => {
    ours = [];
    server = createServer((socket) => {
      socket.on('error', () => {});
      ours.push(socket);
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    peers = Array.from({ length: 3 }, () => connect(port, '127.0.0.1'));
    await vi.waitFor(() => expect(ours).toHaveLength(3));
  });
  afterEach(() => {
    for (const socket of [...ours, ...peers]) socket.destroy();
    server.close();
  });

  const descriptors = () => Int32Array.from(ours, (socket) => (Reflect.get(socket, '_handle') as { fd: number }).fd);
  const run = it.skipIf(send === null);

  run('hands the same bytes to all', async () => {
    const texts = peers.map((peer) => {
      const chunks: Buffer[] = [];
      peer.on('data', (chunk: Buffer) => chunks.push(chunk));
      return () => Buffer.concat(chunks).toString();
    });
    const taken = new Int32Array(3);
    expect(sendMany(descriptors(), Buffer.from('uno '), taken)).toBe(3);
    expect(sendMany(descriptors(), Buffer.from('dos'), taken)).toBe(3);
    expect([...taken]).toEqual([3, 3, 3]);
    await vi.waitFor(() => expect(texts.map((text) => text())).toEqual(['uno dos', 'uno dos', 'uno dos']));
  });

  run('tells how far a socket got whose peer does not read, then that it takes nothing', () => {
    const large = Buffer.alloc(64 * 1024 * 1024);
    const taken = new Int32Array(1);
    const one = descriptors().subarray(0, 1);
    expect(sendMany(one, large, taken)).toBe(0);
    expect(taken[0]).toBeGreaterThan(0);
    expect(taken[0]).toBeLessThan(large.length);
    sendMany(one, large, taken);
    expect(sendMany(one, large, taken)).toBe(0);
    expect([...taken]).toEqual([0]);
  });

  run('tells nothing taken of what is closed, reset or none, and serves the others', () => {
    // In one turn, as the fan-out: no descriptor is another's yet.
    const [gone, reset, open] = descriptors();
    ours[0]?.destroy();
    peers[1]?.resetAndDestroy();
    const taken = new Int32Array(4).fill(9);
    const all = Int32Array.from([gone ?? 0, reset ?? 0, -1, open ?? 0]);
    expect(sendMany(all, Buffer.from('hola'), taken)).toBe(1);
    expect([...taken]).toEqual([0, 0, 0, 4]);
  });
});
