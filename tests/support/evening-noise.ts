import { API, COUNT, LIST, type NoiseProxy, STREAM, type Trouble } from './noise-proxy';
import { delayed, firewall, gateway, hang, loseAnswer, portal, reset, trickle } from './noise-troubles';
import { pick } from './random';
import { sleep } from './until';

type Random = () => number;

const STRANGERS: readonly Trouble[] = [
  portal.page,
  portal.json,
  portal.redirect,
  firewall.page(401),
  firewall.json(403),
  firewall.problem(403),
  firewall.page(404),
];
const AWAY: readonly Trouble[] = [gateway(502), gateway(503), reset];

/** What a network does to a browser now and then: each is begun, lasts a while and ends. */
const SCENES: readonly ((noise: NoiseProxy, random: Random) => void)[] = [
  (noise, random) => {
    noise.disturb(API, pick(random, STRANGERS));
    noise.cut(STREAM);
  },
  (noise, random) => void noise.disturb(pick(random, [LIST, COUNT, STREAM]), pick(random, STRANGERS)),
  (noise, random) => {
    noise.disturb(pick(random, [API, COUNT]), pick(random, AWAY));
    noise.cut(STREAM);
  },
  (noise, random) => {
    noise.disturb(pick(random, [LIST, COUNT, STREAM]), hang, 2);
    noise.cut(STREAM);
  },
  (noise, random) => {
    noise.disturb(LIST, trickle(1000 + 3000 * random()));
    noise.cut(STREAM);
  },
  (noise, random) => void noise.disturb(COUNT, pick(random, [loseAnswer, delayed(2000), delayed(10_000)])),
  (noise) => noise.cut(API),
];

/** Disturbs the proxy, one scene after the other, until `isOver`; then all is calm. Durations in milliseconds. */
export async function makeNoise(noise: NoiseProxy, random: Random, isOver: () => boolean): Promise<void> {
  while (!isOver()) {
    pick(random, SCENES)(noise, random);
    await rest(1000 + 7000 * random(), isOver);
    noise.calm();
    await rest(500 + 3500 * random(), isOver);
  }
}

async function rest(ms: number, isOver: () => boolean): Promise<void> {
  const end = performance.now() + ms;
  while (!isOver() && performance.now() < end) await sleep(50);
}
