import type { Database } from '#data/sql/connection';
import type { ItemData } from '#domain/item/json';
import type { VersionStatus } from '#domain/version/version-status';
import { type ChainHandle, decide, makeChain, makeDraft, put, send, submit } from './world/chain';
import { makeScenario, type Scenario } from './world/scenario';

const SAMPLE: ItemData = {
  values: { CODE: '1' },
  lob: 'Retail',
  category: null,
  stratum: null,
  attributeInFocus: null,
  rationale: '',
  origins: [{ source: 'tester', draw: null, by: null }],
  recommendedBy: null,
  decision: 'include',
  decisionReason: '',
  requestedBy: null,
  requestReason: '',
  turnedDownBy: null,
  turnedDownReason: '',
  answer: '',
};

export interface VersionInStatus {
  scenario: Scenario;
  chain: ChainHandle;
  versionId: string;
}

/** A Sample Selection version brought into a status by the commands that lead there. Its report is reviewed by its owner. */
export async function versionInStatus(db: Database, status: VersionStatus): Promise<VersionInStatus> {
  const scenario = await makeScenario(db);
  const chain = await makeChain(scenario, 'sample-selection');
  const { versionId } = await makeDraft(chain, [put('R1', SAMPLE)]);
  const { tester, owner } = scenario;
  switch (status) {
    case 'draft':
      break;
    case 'discarded':
      await send(chain, tester, 'discard_version', { versionId });
      break;
    case 'pending_approval':
      await submit(chain, versionId);
      break;
    case 'withdrawn':
      await submit(chain, versionId);
      await send(chain, tester, 'withdraw_version', { versionId });
      break;
    case 'changes_requested':
    case 'rejected':
      await submit(chain, versionId);
      await decide(chain, owner, versionId, status === 'rejected' ? 'reject' : 'request_changes');
      break;
    case 'approved':
    case 'superseded':
      await submit(chain, versionId);
      await decide(chain, owner, versionId, 'approve');
      if (status === 'superseded') await supersede(chain);
      break;
  }
  return { scenario, chain, versionId };
}

async function supersede(chain: ChainHandle): Promise<void> {
  await send(chain, chain.scenario.tester, 'reopen_phase', { comment: 'Once more.' });
  const next = await makeDraft(chain, [put('R2', SAMPLE)]);
  await submit(chain, next.versionId);
  await decide(chain, chain.scenario.owner, next.versionId, 'approve');
}
