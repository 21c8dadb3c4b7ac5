import type { Database } from '#data/sql/connection';
import type { ApprovalPolicy } from '#domain/version/approval-policy';
import { type ChainHandle, type DraftHandle, makeChain, makeDraft, put, submit } from './world/chain';
import { makeScenario } from './world/scenario';

/** Two items and a fact: enough to be decided on. */
export const ITEMS = [put('a', { n: 1 }), put('b', { n: 2 }), put('$file', { sha256: 'x' })];

/** A sample selection of `ITEMS` that waits for its decision, in a report of its own. */
export async function pendingVersion(db: Database, policy?: ApprovalPolicy): Promise<{ chain: ChainHandle; draft: DraftHandle }> {
  const chain = await makeChain(await makeScenario(db), 'sample-selection', policy);
  const draft = await makeDraft(chain, ITEMS);
  await submit(chain, draft.versionId);
  return { chain, draft };
}

/** The status of a version as it is stored. */
export async function statusOf(db: Database, versionId: string): Promise<string> {
  return (await db.prisma.version.findUniqueOrThrow({ where: { id: versionId } })).status;
}

/** The hash of a frozen version in hexadecimal; empty in a draft. */
export async function hashOf(db: Database, versionId: string): Promise<string> {
  const { versionHash } = await db.prisma.version.findUniqueOrThrow({ where: { id: versionId } });
  return Buffer.from(versionHash ?? []).toString('hex');
}
