import { describe, expect, it } from 'vitest';
import { ROLES } from '#domain/people/roles';
import { PHASES } from '#domain/phase/phase-names';
import { phaseDefinition } from '#domain/phases/registry';
import { requireOwnFields } from './own-fields';

/** Every column of every phase that is recorded change by change, and what is kept of an item beside them, by the role that sends it. */
const cases = PHASES.flatMap((phase) => {
  const { fields, recorded } = phaseDefinition(phase);
  if (recorded === undefined) return [];
  const names = [...new Set(['judged', 'origin', ...fields.map(({ name }) => name), ...Object.values(recorded.sets).flat()])];
  return names.flatMap((name) =>
    ROLES.map((role) => ({ phase, recorded, name, role, theirs: recorded.sets[role]?.includes(name) === true })),
  );
});
const ask = (name: string, value: string) => [
  { itemKey: 'K1', fields: {} },
  { itemKey: 'K2', fields: { [name]: value } },
];

describe('a column of a phase that is recorded change by change', () => {
  it('is tried in every role', () => {
    const theirs = cases.filter((one) => one.theirs);
    process.stdout.write(`Recorded columns: ${cases.length} columns and roles, ${theirs.length} of them theirs to set.\n`);
    expect(theirs.length).toBeGreaterThan(5);
    // What the server sets of an item is set by no role.
    expect(theirs.filter(({ name }) => ['judged', 'origin'].includes(name))).toEqual([]);
  });

  it.each(cases.filter(({ theirs }) => !theirs))('$name of $phase is not set by a $role', ({ recorded, name, role }) => {
    expect(() => requireOwnFields(recorded, role, ask(name, 'x'))).toThrow(`K2: ${name} is not yours to set.`);
  });

  it.each(cases.filter(({ theirs }) => theirs))(
    '$name of $phase is set by a $role, in a text that a cell takes',
    ({ recorded, name, role }) => {
      expect(() => requireOwnFields(recorded, role, ask(name, 'x'.repeat(10_000)))).not.toThrow();
      expect(() => requireOwnFields(recorded, role, ask(name, 'x'.repeat(10_001)))).toThrow(
        `K2: ${name} must have at most 10,000 characters.`,
      );
    },
  );
});
