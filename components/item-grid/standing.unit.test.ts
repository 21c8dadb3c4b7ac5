import { expect, it } from 'vitest';
import type { ItemRow } from '#contract/views/row-views';
import { recordedOwners } from '#domain/phases/data-owner-id/recorded';
import { standingOf } from './standing';

const OLAF = '{person:00000000-0000-4000-8000-000000000001}';

function row(owner: string | null, verdict: 'acknowledged' | 'declined' | null): ItemRow {
  const by = { id: null, name: 'Olaf One', role: 'data_owner' };
  return {
    key: 'RATE',
    data: { owner },
    names: { [OLAF]: 'Olaf One' },
    hash: '',
    masked: [],
    verdict: verdict && { verdict, reason: verdict === 'declined' ? 'Sold.' : '', by, at: '', versionNumber: 2, inherited: false },
    feedback: null,
    openComments: 0,
  };
}

it('says where a row stands in words: nobody, whom it waits for, or what they answered and why', () => {
  const words = [row(null, null), row(OLAF, null), row(OLAF, 'acknowledged'), row(OLAF, 'declined')].map((one) =>
    standingOf(one, recordedOwners),
  );
  expect(words.map(({ word, hue, reason }) => [word, hue, reason])).toEqual([
    ['Unassigned', 'idle', ''],
    ['Waits for Olaf One', 'active', ''],
    ['Acknowledged', 'good', ''],
    ['Declined', 'bad', 'Sold.'],
  ]);
});
