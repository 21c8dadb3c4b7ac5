import { describe, expect, it } from 'vitest';
import type { VersionRef } from '#contract/views/row-views';
import type { VersionView } from '#contract/views/version-views';
import { baselinesOf } from './baselines';

function ref(number: number): VersionRef {
  return {
    id: `v${number}`,
    number,
    status: 'changes_requested',
    createdAt: '',
    submittedAt: null,
    decidedAt: null,
    totals: null,
    itemCount: null,
    reason: '',
  };
}

type Known = Pick<VersionView, 'id' | 'lastSeenVersionId' | 'approvedVersionId' | 'parent' | 'versions' | 'carried' | 'otherCycles'>;
function labels(known: Partial<Known>): string[] {
  const view: Known = {
    id: 'v4',
    lastSeenVersionId: null,
    approvedVersionId: null,
    parent: null,
    versions: [4, 3, 2, 1].map(ref),
    carried: null,
    otherCycles: [],
    ...known,
  };
  return baselinesOf(view as VersionView).map((baseline) => baseline.label);
}

describe('baselines of a decision', () => {
  it('puts what this person last decided on before the last approved and the parent', () => {
    expect(labels({ lastSeenVersionId: 'v2', approvedVersionId: 'v1', parent: { id: 'v3', number: 3 } })).toEqual([
      'Since my last decision (v2)',
      'Since the last approved (v1)',
      'Since its parent (v3)',
    ]);
  });

  it('offers each version once', () => {
    expect(labels({ lastSeenVersionId: 'v3', approvedVersionId: 'v3', parent: { id: 'v3', number: 3 } })).toEqual([
      'Since my last decision (v3)',
    ]);
  });

  it('compares a version that began from an earlier cycle with that one, and with no other', () => {
    const otherCycles = [
      { cycleReportId: 'c3', cycleName: '2026 Q3', version: ref(5) },
      { cycleReportId: 'c2', cycleName: '2026 Q2', version: ref(2) },
    ];
    expect(labels({ otherCycles })).toEqual([]);
    const carried = { cycle: '2026 Q2', number: 2, count: 3, left: [] };
    expect(labels({ otherCycles, carried })).toEqual(['Since 2026 Q2 (v2)']);
  });

  it('never compares a version with itself, and has none for a first version', () => {
    expect(labels({ lastSeenVersionId: 'v4', approvedVersionId: 'v4' })).toEqual([]);
  });
});
