import { describe, expect, it } from 'vitest';
import { ROLES } from '#domain/people/roles';
import { emptyReason } from './inbox-labels';

describe('an empty inbox', () => {
  it('tells each role what will come to it', () => {
    const told = ROLES.map((role) => emptyReason('waiting', [role]).why);
    expect(new Set(told).size).toBe(ROLES.length);
    expect(emptyReason('waiting', ['data_owner']).why).toContain('Data Executive names you');
    expect(emptyReason('waiting', ['tester', 'report_owner']).why).toMatch(/prepare.*submitted/);
  });

  it('says in the other tabs what would fill them', () => {
    expect(emptyReason('done', ['tester']).title).toBe('Nothing has been decided yet');
  });
});
