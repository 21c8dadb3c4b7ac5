import type { DrawParams, LobRule } from '#contract/draws';
import type { ItemRow } from '#contract/views/row-views';
import type { VersionView } from '#contract/views/version-views';
import { editItems } from '#data/draft/edit-items.commands';
import { readItems } from '#data/version/items.queries';
import type { Subject } from '#domain/people/permissions';
import { fieldsOf } from '#domain/phase/fields-of';
import { all } from '#domain/phase/filters';
import { sampleSelection } from '#domain/phases/sample-selection/definition';
import { sampleSchema } from '#domain/phases/sample-selection/sample-item';
import { asActor } from './cast';
import { setWhere, submit, work } from './draft-steps';
import { persist } from './persist';
import type { Stage } from './stage';

const { where } = fieldsOf(sampleSchema);

export const REQUESTED_RECORDS = 5;
const JUDGMENTAL_RECORDS = 4;

/** One draw with its receipt; answers the draft with the drawn records merged. */
export function draw(stage: Stage, tester: Subject, draft: VersionView, step: string, params: DrawParams): Promise<VersionView> {
  return work(stage, tester, draft, step, { kind: 'draw', params });
}

/** The tester draws at random by the AICPA table and a few by judgment, includes them all and submits. */
export async function playFirstSample(
  stage: Stage,
  tester: Subject,
  cycleReportId: string,
  lob: LobRule | null,
  seed: string,
): Promise<VersionView> {
  const draft = await stage.versionNumbered(tester, cycleReportId, 'sample-selection', 1);
  stage.print({ step: 'opened', phase: 'sample-selection', version: draft.number, status: draft.status });
  await draw(stage, tester, draft, 'drew at random by the AICPA table', {
    method: 'random',
    size: { by: 'table', riskPercent: '5', tolerablePercent: '5', expectedPercent: '0' },
    seed,
    lob,
  });
  const judged = await draw(stage, tester, draft, 'drew by judgment', {
    method: 'judgmental',
    keys: [],
    filter: { all: [] },
    count: JUDGMENTAL_RECORDS,
    seed: `${seed}/judgmental`,
    reason: 'Records looked at in the last examination’s manner, beside the random ones.',
    lob,
  });
  await decideAll(stage, tester, judged, lob);
  return submit(stage, tester, judged, 'Random sample by the table, and four records by judgment.');
}

async function decideAll(stage: Stage, tester: Subject, draft: VersionView, lob: LobRule | null): Promise<void> {
  const byHand = lob === null ? 'Retail' : Object.values(lob.map)[0];
  if (byHand !== undefined) await setWhere(stage, tester, draft.id, all(where('lob', 'blank')), { lob: byHand });
  await setWhere(stage, tester, draft.id, sampleSelection.undecided, { decision: 'include' });
  stage.print({ step: 'included every record', by: tester.name, phase: draft.phase, version: draft.number });
}

/** The first two records drawn at random, by key: what the owner turns down. */
export async function firstRandomRecords(stage: Stage, who: Subject, versionId: string): Promise<readonly ItemRow[]> {
  const page = await persist(() => readItems(stage.db, who, { versionId, filter: all(where('origins', 'contains', '"rule"')), limit: 2 }));
  return page.rows;
}

/** The tester answers the owner: takes one record out for its replacement, keeps the other with an answer, takes what was asked for. */
export async function playRevision(
  stage: Stage,
  tester: Subject,
  cycleReportId: string,
  lob: LobRule | null,
  earlier: VersionView,
): Promise<VersionView> {
  const draft = await stage.versionNumbered(tester, cycleReportId, 'sample-selection', earlier.number + 1);
  stage.print({ step: 'opened a revision', phase: draft.phase, version: draft.number, status: draft.status, detail: draft.reason });
  const turnedDown = await persist(() =>
    readItems(stage.db, tester, { versionId: draft.id, filter: all(where('turnedDownBy', 'not_blank')), limit: 10 }),
  );
  const [out, ...kept] = turnedDown.rows;
  if (out) {
    await stage.edit(tester, draft.id, (editRevision) =>
      editItems(stage.db, asActor(tester, 'tester'), {
        versionId: draft.id,
        editRevision,
        edits: [
          {
            key: out.key,
            set: {
              decision: 'exclude',
              decisionReason: 'The loan file is with an outside servicer and cannot be tested.',
              answer: 'Taken out and replaced.',
            },
          },
          ...kept.map((row) => ({
            key: row.key,
            set: { decision: 'include', answer: 'Kept: the file was found complete.' },
          })),
        ],
      }),
    );
    stage.print({ step: 'answered what was turned down', by: tester.name, phase: draft.phase, version: draft.number });
    await draw(stage, tester, draft, 'replaced the excluded record by the next hash rank', { method: 'replacement', draw: '$draw/001' });
  }
  await decideAll(stage, tester, draft, lob);
  return submit(stage, tester, draft, 'Both rejections answered, the records asked for taken in.');
}
