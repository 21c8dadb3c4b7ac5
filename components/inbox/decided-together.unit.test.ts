import { expect, it } from 'vitest';
import type { InboxRow } from '#contract/views/work-views';
import { wholeReportChain } from '#domain/phase/chain-address';
import { decidedTogether } from './decided-together';

function rowOf(part: Partial<InboxRow>): InboxRow {
  const chain = wholeReportChain('0197a3a5-6f00-7000-8000-000000000001', 'sample-selection');
  return {
    ...chain,
    id: 'v1',
    kind: 'decide',
    task: 'Decide',
    signs: false,
    versionId: 'v1',
    versionNumber: 1,
    versionHash: 'abc',
    status: 'pending_approval',
    chainId: 'c1',
    reportName: 'HMDA',
    cycleName: '2026',
    from: null,
    totals: null,
    itemCount: 0,
    since: '2026-05-10T12:00:00Z',
    dueAt: null,
    due: 'none',
    onBehalfOf: null,
    turn: '',
    opens: { to: 'version', ...chain, page: 'decide', number: 1 },
    opened: true,
    pendingCommandId: null,
    claim: null,
    ...part,
  };
}

it('takes versions that wait for a decision, and no signature, whatever words the badge shows', () => {
  const taken = rowOf({ task: 'Sign here' });
  const rows = [
    taken,
    rowOf({ signs: true, task: 'Give your signature' }),
    rowOf({ kind: 'prepare', task: 'Prepare' }),
    rowOf({ versionHash: null }),
  ];
  expect(decidedTogether(rows)).toEqual([taken]);
});
