import { connect, type Socket } from 'node:net';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { cpuOf, now, readMessages, Stream } from './load-links';

/** The instrument where there is no C compiler: the commands of load.c, at several times its cost for each read. */
interface Publisher {
  readonly socket: Socket;
  busy: boolean;
}
interface Group {
  readonly messages: readonly Buffer[];
  readonly members: readonly Publisher[];
  readonly answers: boolean;
  next: number;
}

let streams: Stream[] = [];
let groups: Group[] = [];
let watched: number[] = [];
let mark = '~'.charCodeAt(0);
let [live, opening, refused, lost, failed, marks, openedAt] = [0, 0, 0, 0, 0, 0, 0];
/** Of the events of the running measurement: when sent, first and last received, and the watched CPU then. */
let sent: number[] = [];
let [reached, first, done, firstCpu, doneCpu]: [number[], number[], number[], number[], number[]] = [
  [],
  [],
  [],
  [],
  [],
];
let wake = () => {};

const events = {
  onOpen() {
    live += 1;
    opening -= 1;
    wake();
  },
  onCut(wasOpen: boolean) {
    if (wasOpen) {
      live -= 1;
      lost += 1;
    } else refused += 1;
  },
  onMarks(stream: Stream, count: number) {
    marks += count;
    const at = now();
    for (let i = 0; i < count; i++) {
      const event = stream.seen++;
      const have = (reached[event] ?? 0) + 1;
      reached[event] = have;
      if (have === 1) [first[event], firstCpu[event]] = [at, cpuOf(watched)];
      if (have !== streams.length) continue;
      [done[event], doneCpu[event]] = [at, cpuOf(watched)];
      wake();
    }
  },
};

async function until(isDone: () => boolean, timeoutMs: number): Promise<boolean> {
  const deadline = now() + timeoutMs;
  while (!isDone() && failed === 0 && now() < deadline) {
    await new Promise<void>((resolve) => {
      const late = setTimeout(resolve, 10);
      wake = () => {
        clearTimeout(late);
        resolve();
      };
    });
  }
  return isDone();
}

function begin() {
  for (const stream of streams) stream.seen = 0;
  sent = [];
  [reached, first, done, firstCpu, doneCpu] = [[], [], [], [], []];
  const from = { at: now(), own: process.cpuUsage(), cpu: cpuOf(watched), marks };
  return (answer: object, problem: string | null) => {
    const { user, system } = process.cpuUsage(from.own);
    const ownCpuMs = (user + system) / 1_000;
    const spent = { elapsedMs: now() - from.at, ownCpuMs, watchedCpuMs: cpuOf(watched) - from.cpu };
    return { ...answer, ...spent, deliveries: marks - from.marks, live, refused, lost, failed, problem };
  };
}

function publish(): boolean {
  const to = groups.map(({ members }) => members.find(({ busy }) => !busy));
  if (to.some((member) => !member)) return false;
  sent.push(now());
  for (const [i, group] of groups.entries()) {
    const [member, message] = [to[i], group.messages[group.next++ % group.messages.length]];
    if (!member || !message) continue;
    member.busy = group.answers;
    member.socket.write(message);
  }
  return true;
}

const since = (times: readonly number[], starts: readonly number[]) => times.map((at, i) => at - (starts[i] ?? at));

/** Also when a stream has more than was published: its mark would not be one event's. */
function wrong(): string | null {
  if (done.length < sent.length) return 'an event did not reach every stream';
  return done.length > sent.length ? 'more events arrived than were published' : null;
}

const commands: Readonly<Record<string, (...args: string[]) => Promise<object> | object>> = {
  streams(host = '', port, count, path = '') {
    const requests = readMessages(path);
    for (let i = 0; i < Number(count); i++) {
      const request = requests[i % requests.length] ?? Buffer.alloc(0);
      streams.push(new Stream({ host, port: Number(port) }, request, () => mark, events));
    }
    return {};
  },
  publishers(host = '', port, count, answers, path = '') {
    const members = Array.from({ length: Number(count) }, () => {
      const socket = connect({ host, port: Number(port), noDelay: true });
      const member: Publisher = { socket, busy: false };
      socket.on('data', (bytes) => {
        const status = /HTTP\/1\.1 (.)/.exec(bytes.toString('latin1'))?.[1];
        if (status === undefined) return;
        member.busy = false;
        if (status !== '2') {
          failed += 1;
          process.stderr.write(`a publish was refused: ${bytes.toString('utf8').slice(0, 600)}\n`);
        }
        wake();
      });
      return member;
    });
    groups.push({ messages: readMessages(path), members, answers: answers === '1', next: 0 });
    return {};
  },
  watch(pid) {
    watched.push(Number(pid));
    return {};
  },
  /** Node's loop sleeps when it has nothing to do. */
  awake() {
    return {};
  },
  mark(character = '~') {
    mark = character.charCodeAt(0);
    return {};
  },
  async open(concurrency, timeoutMs) {
    const tell = begin();
    refused = lost = 0;
    openedAt = now();
    const waiting = streams.values();
    const isOpen = () => {
      while (opening < Number(concurrency)) {
        const { value, done: none } = waiting.next();
        if (none) break;
        opening += 1;
        value.start();
      }
      return live === streams.length;
    };
    const opened = await until(isOpen, Number(timeoutMs));
    return tell({ ms: now() - openedAt }, opened ? null : 'not all streams opened in time');
  },
  async each(most, budgetMs, pauseMs, timeoutMs) {
    const tell = begin();
    const end = now() + Number(budgetMs);
    while (sent.length < Number(most) && (now() < end || sent.length < 3) && wrong() === null) {
      await until(publish, Number(timeoutMs));
      await until(() => done.length >= sent.length, Number(timeoutMs));
      await sleep(Number(pauseMs));
    }
    return tell({ ms: since(done, sent), firstMs: since(first, sent) }, wrong());
  },
  async flight(window, durationMs, timeoutMs) {
    const tell = begin();
    const start = now();
    await until(() => {
      while (sent.length - done.length < Number(window) && publish());
      return now() > start + Number(durationMs);
    }, Number.POSITIVE_INFINITY);
    await until(() => done.length >= sent.length, Number(timeoutMs));
    return tell({ events: done.length, ms: (done.at(-1) ?? now()) - start }, wrong());
  },
  async rounds(count, timeoutMs) {
    const tell = begin();
    const all = await until(() => done.length >= Number(count), Number(timeoutMs));
    return tell(
      { ms: since(done, first), cpuMs: since(doneCpu, firstCpu) },
      all ? null : 'not every stream heard every round',
    );
  },
  async marks(total, timeoutMs) {
    const all = await until(() => marks >= Number(total), Number(timeoutMs));
    return { ms: now() - openedAt, marks, problem: all ? null : 'events are missing' };
  },
  async listener(host = '', port, timeoutMs) {
    const from = now();
    const knock = () =>
      new Promise<boolean>((resolve) => {
        const socket = connect({ host, port: Number(port) });
        socket.on('connect', () => resolve(true)).on('error', () => resolve(false));
        socket.on('connect', () => socket.resetAndDestroy());
      });
    while (!(await knock())) {
      if (now() > from + Number(timeoutMs)) return { problem: 'nobody listens' };
      await sleep(2);
    }
    return { ms: now() - from, problem: null };
  },
  forget() {
    for (const stream of streams) stream.drop();
    for (const { socket } of groups.flatMap(({ members }) => members)) socket.destroy();
    streams = [];
    groups = [];
    watched = [];
    live = opening = refused = lost = failed = marks = 0;
    return {};
  },
};

for await (const line of createInterface({ input: process.stdin })) {
  const [name = '', ...args] = line.trim().split(' ');
  const command = commands[name];
  if (!command) throw new Error(`unknown command: ${line}`);
  process.stdout.write(`${JSON.stringify(await command(...args))}\n`);
}
process.exit(0);
