import { randomUUID } from 'node:crypto';
import { insertCommand } from '#data/chain/command.commands';
import { processNextChainCommand } from '#data/chain/process-command.transitions';
import type { ItemChange } from '#domain/item/diff';
import { hashOf } from '../support/pending-version';
import { testDatabase } from '../support/postgres';
import { type ChainHandle, makeChain, makeDraft, send, submit, UNGATED } from '../support/world/chain';
import { makeScenario, trackedStep } from '../support/world/scenario';
import { itemContent, itemKey } from './bench-content';
import { type BenchLine, sideBySide, timed } from './measurement';

const FEW = 100;
const SIZES = [10_000, 100_000];
const ROUNDS = 20;

/** Approving a version of many items, beside approving one of a hundred: no floor, but the same act, whose cost is not to grow. */
export async function benchApprove(): Promise<BenchLine[]> {
  const database = await testDatabase();
  try {
    const chainOf = async (items: number) =>
      ApprovedChain.begin(await makeChain(await makeScenario(database.db), 'sample-selection'), items);
    const few = await chainOf(FEW);
    const lines: BenchLine[] = [];
    for (const items of SIZES) {
      const many = await chainOf(items);
      const measured = await sideBySide(
        ROUNDS,
        () => many.approve(),
        () => few.approve(),
      );
      lines.push({
        name: `approve a version of ${items.toLocaleString('en')} items, beside one of ${FEW}`,
        ...measured,
        goal: 1.3,
        unit: 'ms',
      });
    }
    return lines;
  } finally {
    await database.drop();
  }
}

class ApprovedChain {
  private revision = 1;

  private constructor(
    private readonly chain: ChainHandle,
    private versionId: string,
  ) {}

  static async begin(chain: ChainHandle, items: number): Promise<ApprovedChain> {
    const content = Array.from({ length: items }, (_, at): ItemChange => ({ key: itemKey(at), op: 'put', data: itemContent(at, 1) }));
    const { versionId } = await makeDraft(chain, content);
    return new ApprovedChain(chain, versionId);
  }

  /** Submits the draft, times its approval as its activity carries it out, and reopens the phase for the next with one item changed. */
  async approve(): Promise<number> {
    const { chain, versionId } = this;
    const { db, owner, tester } = chain.scenario;
    await submit(chain, versionId);
    const seenVersionHash = await hashOf(db, versionId);
    const asked = { commandId: randomUUID(), kind: 'decide_version', targetId: chain.chainId, versionId, seenVersionHash } as const;
    await insertCommand(db, owner.actor, { ...asked, payload: { decision: 'approve' } });
    const step = await trackedStep(db);
    const taken = await timed(() => processNextChainCommand(db, chain.chainId, { step, rules: UNGATED }));
    const { outcome } = await send(chain, tester, 'reopen_phase', { comment: 'Bench' });
    if (outcome !== 'applied') throw new Error('The version was not approved.');
    this.revision += 1;
    const next = await makeDraft(chain, [{ key: itemKey(0), op: 'put', data: itemContent(0, this.revision) }]);
    this.versionId = next.versionId;
    return taken;
  }
}
