import type { VersionView } from '#contract/views/version-views';
import { editByFilter } from '#data/draft/edit-by-filter.commands';
import type { ItemFilter } from '#domain/item/item-filter';
import type { ItemData } from '#domain/item/json';
import type { Subject } from '#domain/people/permissions';
import type { WorkKind } from '#domain/version/commands';
import { asActor } from './cast';
import { waitFor } from './persist';
import type { PlayEvent } from './printer';
import type { Stage } from './stage';

/** What a printed event says of a version. */
export function described(version: VersionView) {
  return {
    phase: version.phase,
    version: version.number,
    status: version.status,
    items: version.itemCount,
    ...(version.contentHash ? { contentHash: version.contentHash } : {}),
    ...(version.versionHash ? { versionHash: version.versionHash } : {}),
  } satisfies Partial<PlayEvent>;
}

/** Asks for long work on a draft and waits for its end; answers the draft with the result merged. Throws its sentence where it failed. */
export async function work(
  stage: Stage,
  tester: Subject,
  draft: { id: string; chainId: string },
  step: string,
  asked: { kind: WorkKind; params: object },
): Promise<VersionView> {
  const now = await stage.version(tester, draft.id);
  const command = await stage.send(tester, `${step} ${draft.chainId}, version ${now.number}`, {
    kind: 'request_work',
    targetId: draft.chainId,
    versionId: draft.id,
    seenEditRevision: now.editRevision,
    // As JSON, so that what is kept holds no member that says nothing.
    payload: { kind: asked.kind, params: JSON.parse(JSON.stringify(asked.params)) as ItemData },
  });
  const done = await workDone(stage, tester, draft.id, command.id);
  stage.print({ ...described(done), step, by: tester.name, receipt: command.receipt?.outcome ?? 'none' });
  return done;
}

async function workDone(stage: Stage, who: Subject, versionId: string, workId: string): Promise<VersionView> {
  return waitFor(
    'the long task',
    async () => {
      const version = await stage.version(who, versionId);
      if (version.status !== 'draft' || (version.work && version.work.id !== workId)) return version; // a later task: this one has ended
      if (!version.work || version.work.status === 'running') return null;
      if (version.work.status !== 'done') throw new Error(version.work.message ?? `The task was ${version.work.status}.`);
      return version;
    },
    900_000,
  );
}

/** Sets fields of every item that matches. */
export async function setWhere(stage: Stage, tester: Subject, versionId: string, filter: ItemFilter, set: ItemData): Promise<void> {
  await stage.edit(tester, versionId, (editRevision) =>
    editByFilter(stage.db, asActor(tester, 'tester'), { versionId, editRevision, filter, set }),
  );
}

/** Sends `submit_version` for a draft as it stands now and answers the version as it is afterwards. */
export async function submit(
  stage: Stage,
  tester: Subject,
  draft: { id: string; chainId: string; phase: string },
  note: string,
): Promise<VersionView> {
  const before = await stage.version(tester, draft.id);
  const command = await stage.send(tester, `submit ${draft.chainId}, version ${before.number}`, {
    kind: 'submit_version',
    targetId: draft.chainId,
    versionId: draft.id,
    seenEditRevision: before.editRevision,
    comment: note,
  });
  const after = await stage.version(tester, draft.id);
  stage.print({ ...described(after), step: 'submitted', by: tester.name, receipt: command.receipt?.outcome ?? 'none' });
  return after;
}
