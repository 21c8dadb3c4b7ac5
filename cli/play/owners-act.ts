import type { ItemRow } from '#contract/views/row-views';
import type { VersionView } from '#contract/views/version-views';
import { livingLanes } from '#data/lanes/lanes.queries';
import { readItems } from '#data/version/items.queries';
import type { Subject } from '#domain/people/permissions';
import { personToken } from '#domain/people/person-token';
import { JUDGED_FIELD } from '#domain/phase/recorded';
import type { Verdict } from '#domain/phase/verdicts';
import { described } from './draft-steps';
import type { LanePeople } from './lane-people';
import { persist, waitFor } from './persist';
import type { Stage } from './stage';

const PHASE = 'data-owner-id';
/** More attributes than any report has. */
const ALL = 1_000;

interface OpenLane {
  key: string;
  executive: Subject;
  version: VersionView;
}

/** Waits until each line of business of the approved sample has its lane, with what is tested listed. */
async function openLanes(stage: Stage, cycleReportId: string, { executives }: LanePeople): Promise<OpenLane[]> {
  const lanes = await waitFor('the lanes', async () => {
    const living = await persist(() => livingLanes(stage.db, cycleReportId));
    return living.length > 0 ? living : null;
  });
  return await Promise.all(
    lanes.map(async ({ key, lobId }) => {
      const executive = executives.get(lobId);
      if (executive === undefined) throw new Error(`Nobody holds Data Executive for ${key}.`);
      return { key, executive, version: await stage.versionAt(executive, { cycleReportId, phase: PHASE, instance: key }, 1) };
    }),
  );
}

async function rowsOf(stage: Stage, who: Subject, versionId: string): Promise<readonly ItemRow[]> {
  return (await persist(() => readItems(stage.db, who, { versionId, filter: { all: [] }, limit: ALL }))).rows;
}

/** The line's executive assigns its attributes to the owners in turn; answers the version that says so. */
async function assign(stage: Stage, { key, executive, version }: OpenLane, owners: readonly Subject[]): Promise<VersionView> {
  const rows = await rowsOf(stage, executive, version.id);
  const changes = rows.map((row, index) => ({
    itemKey: row.key,
    seenHash: row.hash,
    fields: { owner: personToken((owners[index % owners.length] as Subject).userId) },
  }));
  const command = await stage.send(executive, `assigned owners in ${version.chainId}`, {
    kind: 'record_changes',
    targetId: version.chainId,
    versionId: version.id,
    changes,
  });
  const chain = { cycleReportId: version.cycleReportId, phase: PHASE, instance: key } as const;
  const assigned = await stage.versionAt(executive, chain, version.number + 1);
  stage.print({
    ...described(assigned),
    step: `assigned owners in ${key}`,
    by: executive.name,
    receipt: command.receipt?.outcome ?? 'none',
  });
  return assigned;
}

/** An owner answers for the attributes assigned to them. */
async function answer(stage: Stage, owner: Subject, version: VersionView, verdict: Verdict, reason = ''): Promise<void> {
  const rows = (await rowsOf(stage, owner, version.id)).filter(({ data }) => data.owner === personToken(owner.userId));
  if (rows.length === 0) return;
  const command = await stage.send(owner, `${verdict} in ${version.chainId}, version ${version.number}, by ${owner.userId}`, {
    kind: 'decide_items',
    targetId: version.chainId,
    versionId: version.id,
    verdicts: rows.map(({ key, data }) => ({ itemKey: key, verdict, reason, seenHash: String(data[JUDGED_FIELD]) })),
  });
  stage.print({ ...described(version), step: verdict, by: owner.name, receipt: command.receipt?.outcome ?? 'none' });
}

/** In every lane the executive assigns owners, and each of them acknowledges. */
export async function playOwners(stage: Stage, cycleReportId: string, people: LanePeople): Promise<void> {
  for (const lane of await openLanes(stage, cycleReportId, people)) {
    const assigned = await assign(stage, lane, people.owners);
    for (const owner of people.owners) await answer(stage, owner, assigned, 'acknowledged');
  }
}

/** One lane is assigned: an owner acknowledges, another declines, the others have not answered. The other lanes wait for their executives. */
export async function playOwnersHalfway(stage: Stage, cycleReportId: string, people: LanePeople): Promise<void> {
  const lane = (await openLanes(stage, cycleReportId, people)).at(-1);
  const [first, second] = people.owners;
  if (lane === undefined || first === undefined || second === undefined) return;
  const assigned = await assign(stage, lane, people.owners);
  await answer(stage, first, assigned, 'acknowledged');
  await answer(stage, second, assigned, 'declined', 'These moved to the servicing team in spring.');
}
