import { expect, test } from 'vitest';
import { chooseGate } from './choose-gate';
import type { Gate } from './wire';

const gateOf = (id: string, active = true): Gate => ({ id, name: id, direction: 'BOTH', active, version: 1 });
const remembered = (id: string) => ({ id, name: id });
const [north, south] = [gateOf('norte'), gateOf('sur')];

test('a venue without gates has none to choose', () => {
  expect(chooseGate([], null)).toEqual({ gate: null, isAsked: false, lost: null });
  expect(chooseGate([gateOf('sur', false)], null)).toEqual({ gate: null, isAsked: false, lost: null });
});

test('the only gate in use is chosen by itself, and one of several is asked for once', () => {
  expect(chooseGate([north, gateOf('sur', false)], null)).toEqual({ gate: north, isAsked: false, lost: null });
  expect(chooseGate([north, south], null)).toEqual({ gate: null, isAsked: true, lost: null });
  expect(chooseGate([north, south], remembered('sur'))).toEqual({ gate: south, isAsked: false, lost: null });
});

test('a gate that went out of use is named, and another takes its place', () => {
  expect(chooseGate([north, gateOf('sur', false)], remembered('sur'))).toEqual({
    ...{ gate: north, isAsked: false, lost: 'sur' },
  });
  expect(chooseGate([north, gateOf('este')], remembered('sur'))).toMatchObject({
    gate: null,
    isAsked: true,
    lost: 'sur',
  });
  expect(chooseGate([], remembered('sur'))).toEqual({ gate: null, isAsked: false, lost: 'sur' });
});
