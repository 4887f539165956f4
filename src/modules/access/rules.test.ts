import fc from 'fast-check';
import { expect, test } from 'vitest';
import { can, PERMISSION_NAMES, type Permission, ROLES } from './context';
import { baseOf, covers, LEAST_PERMISSIONS, ROLE_PERMISSIONS, rightsOfMember } from './rules';

const setOf = (permissions: readonly Permission[]) => new Set<Permission>(permissions);
const anySet = fc.subarray(ROLE_PERMISSIONS).map((chosen) => setOf([...LEAST_PERMISSIONS, ...chosen]));

test('every permission of a member may be in a role, and nothing of the operator or of a paired device', () => {
  expect(PERMISSION_NAMES.filter((name) => !ROLE_PERMISSIONS.some((each) => each === name))).toEqual([
    'venues.suspend',
    'door.follow',
  ]);
});

test('a base grants no more than the set, no larger built-in role does as little, and it is never OWNER', () => {
  fc.assert(
    fc.property(anySet, (set) => {
      const base = baseOf(set);
      expect(covers(set, base)).toBe(true);
      const larger = ROLES.slice(1, ROLES.indexOf(base));
      expect(larger.filter((role) => covers(set, role))).toEqual([]);
      expect(base).not.toBe('OWNER');
    }),
  );
});

test('a built-in role that is small enough is its own base', () => {
  for (const role of ROLES.slice(1))
    expect(baseOf(setOf(PERMISSION_NAMES.filter((permission) => can(role, permission))))).toBe(role);
});

test('a permission that this version does not know grants nothing', () => {
  const rights = rightsOfMember('DOOR', ['attendance.count', 'tables.move', 'venues.suspend']);
  expect(PERMISSION_NAMES.filter((permission) => can(rights, permission))).toEqual(['attendance.count']);
});
