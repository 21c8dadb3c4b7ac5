import { expect, it } from 'vitest';
import { phaseDefinition } from '../phases/registry';
import { foundBy, foundCondition } from './found-by';
import { PHASES } from './phase-names';

it('finds by key and name together what has a name, and else by what people call it by', () => {
  const labels = Object.fromEntries(PHASES.map((phase) => [phase, foundBy(phaseDefinition(phase)).label]));
  expect(labels).toEqual({
    planning: 'Attribute or name',
    'data-profiling': 'Rule or name',
    scoping: 'Attribute or name',
    'sample-selection': 'Record',
    'data-owner-id': 'Attribute or name',
    'request-info': 'Record',
    'test-execution': 'Record',
    'observation-management': 'Title',
    'final-report': 'Title',
  });
});

it('asks for the words as they are', () => {
  expect(foundCondition(phaseDefinition('scoping'), 'rate')).toEqual({ field: 'called', operator: 'contains', values: ['rate'] });
  expect(foundCondition(phaseDefinition('sample-selection'), 'K1')).toEqual({ field: 'key', operator: 'contains', values: ['K1'] });
});
