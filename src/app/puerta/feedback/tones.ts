import type { ResultTone } from '../flow/door-outcome';

/**
 * Notes of [frequency in Hz, start in s, length in s]. A rising sound means yes, a level one caution, a falling and
 * rough one no.
 */
type Note = readonly [number, number, number];
type Sound = { readonly wave: OscillatorType; readonly volume: number; readonly notes: readonly Note[] };

const SOUNDS: Record<ResultTone | 'seen', Sound> = {
  seen: { wave: 'sine', volume: 0.12, notes: [[1400, 0, 0.04]] },
  ok: {
    wave: 'triangle',
    volume: 0.6,
    notes: [
      [660, 0, 0.1],
      [990, 0.1, 0.22],
    ],
  },
  warning: {
    wave: 'square',
    volume: 0.3,
    notes: [
      [620, 0, 0.13],
      [620, 0.2, 0.13],
      [620, 0.4, 0.13],
    ],
  },
  error: {
    wave: 'sawtooth',
    volume: 0.5,
    notes: [
      [220, 0, 0.22],
      [155, 0.24, 0.4],
    ],
  },
};

let context: AudioContext | null = null;

/** Browsers stay silent until a user gesture: call this from one. */
export function unlockSound(): void {
  try {
    context ??= new AudioContext();
    // The browser refused outside of a gesture; the next gesture tries again.
    context.resume().catch(() => undefined);
  } catch {}
}

/** On a device that cannot play it, nothing happens. */
export function playSound(name: ResultTone | 'seen'): void {
  try {
    if (context?.state === 'running') play(context, SOUNDS[name]);
  } catch {}
}

function play(context: AudioContext, { wave, volume, notes }: Sound): void {
  for (const [frequency, start, length] of notes) {
    const from = context.currentTime + start;
    const oscillator = context.createOscillator();
    const gain = context.createGain();
    oscillator.type = wave;
    oscillator.frequency.value = frequency;
    gain.gain.setValueAtTime(0, from);
    gain.gain.linearRampToValueAtTime(volume, from + 0.01);
    gain.gain.setValueAtTime(volume, from + length - 0.02);
    gain.gain.linearRampToValueAtTime(0, from + length);
    oscillator.connect(gain).connect(context.destination);
    oscillator.start(from);
    oscillator.stop(from + length);
  }
}
