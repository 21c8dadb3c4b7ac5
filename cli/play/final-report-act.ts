import type { VersionView } from '#contract/views/version-views';
import { markReviewed } from '#data/comparison/mark-reviewed.commands';
import { editItems } from '#data/draft/edit-items.commands';
import { requireCycleReport } from '#data/people/access.queries';
import { commitmentToOwnName } from '#data/people/own-name.queries';
import { readSigning } from '#data/version/signing.queries';
import type { Subject } from '#domain/people/permissions';
import { asActor } from './cast';
import { submit } from './draft-steps';
import type { LanePeople } from './lane-people';
import { persist, waitFor } from './persist';
import { decide } from './review-act';
import type { Stage } from './stage';

/** What the tester adds to what is derived. */
const RECOMMENDATIONS =
  'What is to be mended, by whom and until when, is stated below, the gravest first. The data owners report to the report’s owner each month until it is.';

/** Opens every significant matter of a version, agrees to the words of consent, and signs in one's own name. */
async function sign(stage: Stage, signer: Subject, version: VersionView): Promise<VersionView> {
  const { matters, consentSha256, document } = await waitFor('the document to be signed', async () => {
    const signing = await readSigning(stage.db, signer, { versionId: version.id });
    return signing.document?.sha256 === null ? null : signing;
  });
  const seen = { versionId: version.id, versionHash: version.versionHash ?? '' };
  const keys = matters.map(({ key }) => key);
  if (keys.length > 0) await persist(() => markReviewed(stage.db, asActor(signer, 'tester'), { ...seen, keys, reviewed: true }));
  const nameCommitment = await persist(() => commitmentToOwnName(stage.db.pool, signer, signer.name));
  const signature = { consentSha256, nameCommitment, pdfSha256: document?.sha256 ?? null };
  if (document?.sha256) stage.print({ step: 'has the document before them', by: signer.name, detail: `PDF ${document.sha256}` });
  return await decide(stage, signer, version, `signed by ${signer.userId}`, { payload: { decision: 'sign', signature }, comment: '' });
}

/** Whether the report is closed: then nothing of it can be played any more. */
export async function isClosed(stage: Stage, who: Subject, cycleReportId: string): Promise<boolean> {
  return (await persist(() => requireCycleReport(stage.db.pool, who, cycleReportId))).resource.closed;
}

/** The tester submits the final report; tester, Test Executive and owner sign it, and the report is closed. */
export async function playFinalReport(
  stage: Stage,
  cycleReportId: string,
  { tester, owner, people }: { tester: Subject; owner: Subject; people: LanePeople },
): Promise<void> {
  const submitted = await submitFinalReport(stage, cycleReportId, tester);
  for (const signer of [tester, people.testExecutive, owner]) await sign(stage, signer, submitted);
  await waitFor('the closing of the report', async () => ((await isClosed(stage, tester, cycleReportId)) ? true : null));
  stage.print({ step: 'closed', detail: 'signed by three people' });
}

async function submitFinalReport(stage: Stage, cycleReportId: string, tester: Subject): Promise<VersionView> {
  const draft = await stage.versionNumbered(tester, cycleReportId, 'final-report', 1);
  const edits = [{ key: '07-recommendations', set: { body: RECOMMENDATIONS } }];
  await stage.edit(tester, draft.id, (editRevision) =>
    editItems(stage.db, asActor(tester, 'tester'), { versionId: draft.id, editRevision, edits }),
  );
  return await submit(stage, tester, draft, 'Every figure is derived from what is approved.');
}
