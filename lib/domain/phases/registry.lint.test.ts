import { expect, it } from 'vitest';
import { importsWithin } from '../../../cli/lint/folder-graph';

it('the definitions that every page loads reach no parser of the rule language', () => {
  const imports = importsWithin('lib/domain');
  const reached = new Set(['lib/domain/phases/registry.ts']);
  // A set is walked with what is added to it on the way.
  for (const file of reached) for (const { from, to } of imports) if (from === file) reached.add(to);
  expect(reached.size).toBeGreaterThan(30);
  expect([...reached].filter((file) => /rules\/(rule-parser|rule-tokens|parse-rule)\.ts$/.test(file))).toEqual([]);
});
