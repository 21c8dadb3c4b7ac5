import { evidenceParams, placeQuery } from '#contract/read-inputs';
import { suppliedFile } from '#data/evidence/evidence.queries';
import { readEvidenceText } from '#data/files/evidence-text.queries';
import { unmaskedCodes } from '#data/people/masking.queries';
import { recordExport } from '#data/trail/export.commands';
import { passageAt } from '#domain/evidence/passage';
import { placeInWords } from '#domain/evidence/place-in-words';
import { Refusal } from '#domain/refusals';
import { valuesFor } from '#server/permitted';
import { route } from '#server/route';

/** What a file of evidence says at a place and around it, as text, for whoever may read the file; noted in the trail like reading it. */
export const GET = route({ params: evidenceParams, query: placeQuery }, async (context, { params, query }) => {
  const { scope, actor } = await valuesFor(context, params.id);
  const file = await suppliedFile(context.db.pool, scope.chainId, params.sha256);
  const text = await readEvidenceText(context.db, context.storage, file.sha256);
  const passage = text && passageAt(text, query);
  if (!passage) throw new Refusal('not_found');
  await recordExport(context.db, actor, {
    cycleReportId: scope.cycleReportId,
    chainId: scope.chainId,
    versionId: scope.versionId,
    unmasked: await unmaskedCodes(context.db.pool, context.subject, scope),
    what: `${file.fileName}, ${placeInWords(query)}`,
  });
  return passage;
});
