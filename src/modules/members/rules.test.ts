import { expect, test } from 'vitest';
import { ROLES } from '@/modules/access/context';
import { grantableRoles, outranks } from './rules';

test('each role grants what it covers, and only who manages members grants anything', () => {
  expect(Object.fromEntries(ROLES.map((role) => [role, grantableRoles(role)]))).toEqual({
    OWNER: ['OWNER', 'MANAGER', 'HOST', 'DOOR'],
    MANAGER: ['MANAGER', 'HOST', 'DOOR'],
    HOST: [],
    DOOR: [],
  });
});

test('no role outranks itself, and a role outranks every lower one', () => {
  const pairs = ROLES.flatMap((upper) =>
    ROLES.filter((lower) => outranks(upper, lower)).map((lower) => [upper, lower]),
  );
  expect(pairs.map((pair) => pair.join(' > '))).toEqual([
    ...['OWNER > MANAGER', 'OWNER > HOST', 'OWNER > DOOR'],
    ...['MANAGER > HOST', 'MANAGER > DOOR', 'HOST > DOOR'],
  ]);
});
