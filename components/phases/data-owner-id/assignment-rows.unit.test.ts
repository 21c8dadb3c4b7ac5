import { expect, it } from 'vitest';
import type { ItemRow } from '#contract/views/row-views';
import { personToken } from '#domain/people/person-token';
import { assigning, byToken, commonSuggestion, replacesOwner, takingSuggestions } from './assignment-rows';

const OLAF = { id: '00000000-0000-4000-8000-000000000001', name: 'Olaf One' };
const TINA = { id: '00000000-0000-4000-8000-000000000002', name: 'Tina Two' };
const PEOPLE = byToken([OLAF]);

function row(key: string, owner: string | null, suggestedOwner: string | null = null): ItemRow {
  const data = { owner, suggestedOwner, suggestedBecause: suggestedOwner ? 'Owned it in 2025 Q4.' : '', judged: 'ab' };
  return { key, data, hash: `hash of ${key}`, masked: [], verdict: null, feedback: null, openComments: 0 };
}

it('asks for a reason exactly where somebody else takes the place of an owner', () => {
  const owned = row('RATE', personToken(OLAF.id));
  expect([replacesOwner([row('TERM', null)], TINA.id), replacesOwner([owned], OLAF.id), replacesOwner([owned], TINA.id)]).toEqual([
    false,
    false,
    true,
  ]);
});

it('assigns rows as they are on screen, and leaves out those that are theirs already', () => {
  expect(assigning([row('RATE', personToken(OLAF.id)), row('TERM', null)], OLAF.id, '')).toEqual([
    { itemKey: 'TERM', seenHash: 'hash of TERM', fields: { owner: personToken(OLAF.id) } },
  ]);
});

it('takes suggestions for rows without an owner, of people who may be named still', () => {
  const rows = [
    row('RATE', null, personToken(OLAF.id)),
    row('TERM', null, personToken(TINA.id)),
    row('INCOME', personToken(TINA.id), personToken(OLAF.id)),
  ];
  expect(takingSuggestions(rows, PEOPLE).map(({ itemKey }) => itemKey)).toEqual(['RATE']);
});

it('offers a suggestion that all chosen rows share', () => {
  const suggested = row('RATE', null, personToken(OLAF.id));
  expect(commonSuggestion([suggested, suggested], PEOPLE)).toEqual({ person: OLAF, because: 'Owned it in 2025 Q4.' });
  expect(commonSuggestion([suggested, row('TERM', null)], PEOPLE)).toBeNull();
});
