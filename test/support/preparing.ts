import { createVersion } from '#data/chain/version.transitions';
import { beginWork, mergeWork, stageWork } from '#data/chain/work.transitions';
import { versionPlace } from '#data/files/preparation.queries';
import type { Item, ItemData } from '#domain/item/json';
import type { PhaseName } from '#domain/phase/phase-names';
import type { WorkKind } from '#domain/version/commands';
import type { Storage } from '#storage/storage';
import type { PrepareContext, Preparer } from '#worker/prepare/phase/preparer';
import { versionItems } from '#worker/prepare/phase/version-reader';
import { preparer } from '#worker/prepare/registry';
import { type ChainHandle, send, trackedStep } from './scenario';

/** What a preparer works with, as the activity gives it. */
export function contextOf({ scenario, chainId }: ChainHandle, storage: Storage): PrepareContext {
  return {
    db: scenario.db,
    storage,
    chainId,
    cycleReportId: scenario.cycleReportId,
    signal: new AbortController().signal,
    heartbeat: () => undefined,
  };
}

/** Makes the draft that is due as the activity does, by the phase's own preparer or another one. Answers its id. */
export async function prepareDraft(chain: ChainHandle, storage: Storage, by: PhaseName | Preparer): Promise<string> {
  const { db } = chain.scenario;
  const row = await db.prisma.chain.findUniqueOrThrow({ where: { id: chain.chainId } });
  const due = row.draftDue as unknown as Parameters<typeof createVersion>[1]['due'];
  const made = typeof by === 'string' ? preparer(by) : by;
  const context = contextOf(chain, storage);
  const prepared =
    due.parentVersionId === null
      ? await made.first(context)
      : await made.revision(context, { parentVersionId: due.parentVersionId, cause: due.cause, commandId: due.commandId });
  return (await createVersion(db, { due, chainId: chain.chainId, ...prepared, step: await trackedStep(db, 'createVersion') })).versionId;
}

/** Asks for long work and carries it out as the activities do. Throws where it is refused. */
export async function carryOut(
  chain: ChainHandle,
  storage: Storage,
  asked: { versionId: string; kind: WorkKind; params: object },
): Promise<void> {
  const { db } = chain.scenario;
  const { versionId, kind } = asked;
  const answer = await send(chain, chain.scenario.tester, 'request_work', {
    versionId,
    payload: { kind, params: JSON.parse(JSON.stringify(asked.params)) as ItemData },
  });
  if (answer.outcome !== 'applied') throw new Error(`${answer.code} ${answer.detail}`);
  const begun = await beginWork(db, answer.commandId);
  if (begun === null) throw new Error('the work does not run');
  const work = preparer(begun.phase).work[kind];
  if (work === undefined) throw new Error(`no ${kind}`);
  await stageWork(
    db,
    answer.commandId,
    begun.attempt,
    work(contextOf(chain, storage), { id: answer.commandId, versionId, params: begun.params, requestedBy: begun.requestedBy }),
  );
  await mergeWork(db, answer.commandId, begun.attempt, await trackedStep(db, 'finishWork'));
}

/** Items of a version in the order of their keys. */
export async function itemsOf({ scenario }: ChainHandle, versionId: string): Promise<Item[]> {
  const items: Item[] = [];
  for await (const item of versionItems(scenario.db, await versionPlace(scenario.db.pool, versionId))) items.push(item);
  return items;
}
