import { describe, expect, it } from 'vitest';
import { RemovalOfRow } from './schema';

describe('a removal', () => {
  it('is decided in the address, which has only text', () => {
    expect(RemovalOfRow.parse({ id: 'a', preview: 'true', confirm: 'false' })).toEqual({
      ...{ id: 'a', preview: true, confirm: false },
    });
    expect(RemovalOfRow.parse({ id: 'a' })).toEqual({ id: 'a', preview: false, confirm: false });
    expect(RemovalOfRow.parse({ id: 'a', preview: true })).toMatchObject({ preview: true });
    expect(RemovalOfRow.safeParse({ id: 'a', preview: 'yes' }).success).toBe(false);
  });
});
