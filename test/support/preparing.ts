import { Readable } from 'node:stream';
import type { ImportParams } from '#contract/inquiries';
import { createVersion } from '#data/chain/version.transitions';
import { beginWork, failWork, mergeWork, stageWork } from '#data/chain/work.transitions';
import { editByFilter } from '#data/draft/edit-by-filter.commands';
import { editItems } from '#data/draft/edit-items.commands';
import { versionPlace } from '#data/files/preparation.queries';
import type { FilterCondition } from '#domain/item/item-filter';
import type { Item, ItemData } from '#domain/item/json';
import { personToken } from '#domain/people/person-token';
import { all } from '#domain/phase/filters';
import type { PhaseName } from '#domain/phase/phase-names';
import type { WorkKind } from '#domain/version/commands';
import type { Storage } from '#storage/storage';
import type { InquiryContext } from '#worker/prepare/inquiries/answer-inquiry';
import type { PrepareContext, Preparer } from '#worker/prepare/phase/preparer';
import { versionFacts, versionItems } from '#worker/prepare/phase/version-reader';
import { preparer } from '#worker/prepare/registry';
import { importParams } from './import-params';
import { type ChainHandle, send } from './world/chain';
import { trackedStep } from './world/scenario';

type ItemEdits = Parameters<typeof editItems>[2]['edits'];

/** What a preparer works with, as the activity gives it. */
export function contextOf({ scenario, chainId }: ChainHandle, storage: Storage): PrepareContext & InquiryContext {
  return {
    db: scenario.db,
    storage,
    chainId,
    cycleReportId: scenario.cycleReportId,
    signal: new AbortController().signal,
    heartbeat: () => undefined,
    workflows: () => Promise.reject(new Error('nothing is replayed here')),
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
  const changes = work(contextOf(chain, storage), {
    id: answer.commandId,
    versionId,
    params: begun.params,
    requestedBy: personToken(begun.requestedBy),
  });
  try {
    await stageWork(db, answer.commandId, begun.attempt, changes);
  } catch (error) {
    await failWork(db, answer.commandId, 'invalid_input', '', await trackedStep(db, 'failWork'));
    throw error;
  }
  await mergeWork(db, answer.commandId, begun.attempt, await trackedStep(db, 'finishWork'));
}

/** Items of a version in the order of their keys. */
export async function itemsOf({ scenario }: ChainHandle, versionId: string): Promise<Item[]> {
  const items: Item[] = [];
  for await (const item of versionItems(scenario.db, await versionPlace(scenario.db.pool, versionId))) items.push(item);
  return items;
}

/** Facts of a version by their key. */
export async function factsOf({ scenario }: ChainHandle, versionId: string) {
  return await versionFacts(scenario.db, await versionPlace(scenario.db.pool, versionId));
}

/** How often a draft was edited: what its next edit must have seen. */
async function revisionOf({ scenario }: ChainHandle, versionId: string): Promise<number> {
  return (await scenario.db.prisma.version.findUniqueOrThrow({ where: { id: versionId } })).editRevision;
}

/** Sets the values on every item of a draft that meets all conditions, as its tester. */
export async function setWhere(
  chain: ChainHandle,
  versionId: string,
  conditions: readonly FilterCondition[],
  values: ItemData,
): Promise<void> {
  const editRevision = await revisionOf(chain, versionId);
  await editByFilter(chain.scenario.db, chain.scenario.tester.actor, { versionId, editRevision, filter: all(...conditions), set: values });
}

/** Puts or removes items of a draft, as its tester. */
export async function editDraft(chain: ChainHandle, versionId: string, edits: ItemEdits): Promise<void> {
  const editRevision = await revisionOf(chain, versionId);
  await editItems(chain.scenario.db, chain.scenario.tester.actor, { versionId, editRevision, edits });
}

/** The import of a comma-separated file of these rows under a header, with its own number of records as control total. */
export async function importOf(
  storage: Storage,
  header: readonly string[],
  rows: readonly (readonly string[])[],
  changes: Partial<ImportParams> = {},
): Promise<ImportParams> {
  const { sha256 } = await storage.put(Readable.from([Buffer.from([header, ...rows].map((row) => row.join(',')).join('\n'))]));
  return importParams(
    { dataSha256: sha256, dataName: 'loans.csv' },
    {
      control: { total: rows.length },
      sourceSystem: 'Origination',
      extractedBy: 'x@example.test',
      extractedAt: '2026-01-05',
      asOfDate: '2025-12-31',
      ...changes,
    },
  );
}

/** Keeps a dictionary for an import; answers the two fields that name it. */
export async function dictionaryOf(storage: Storage, text: string): Promise<Pick<ImportParams, 'dictionarySha256' | 'dictionaryName'>> {
  return { dictionarySha256: (await storage.put(Readable.from([Buffer.from(text)]))).sha256, dictionaryName: 'dictionary.csv' };
}
