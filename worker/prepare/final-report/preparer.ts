import { reviewRequest, type VersionPlace, versionPlace } from '#data/files/preparation.queries';
import { readReportSources } from '#data/reporting/report-sources.queries';
import type { ItemData } from '#domain/item/json';
import { deriveSections } from '#domain/phases/final-report/derive-sections';
import type { ReportSources } from '#domain/phases/final-report/figures/sources';
import { significantMatters } from '#domain/phases/final-report/matters';
import { writeSections } from '#domain/phases/final-report/write-sections';
import type { TurnedDown } from '#domain/phases/observation-management/write-observations';
import { Refusal } from '#domain/refusals';
import type { ItemChange, PrepareContext, Prepared, Preparer, PrepareWork, Revision } from '../phase/preparer';
import { versionFacts, versionItems } from '../phase/version-reader';

interface Approved {
  sources: ReportSources;
  inputs: { versionId: string }[];
}

async function approvedNow({ db, cycleReportId }: PrepareContext): Promise<Approved> {
  const { sources, inputs } = await readReportSources(db.pool, cycleReportId);
  if (sources.lines.length === 0) throw new Refusal('upstream_missing', 'No line of business was tested.');
  return { sources, inputs: inputs.map((versionId) => ({ versionId })) };
}

async function* changed(
  sources: ReportSources,
  before: ReadonlyMap<string, ItemData>,
  rejected: TurnedDown | null,
): AsyncGenerator<ItemChange> {
  yield* writeSections(before, deriveSections(sources), significantMatters(sources), rejected);
}

/** Every item and fact of a version by its key. */
async function contentOf({ db }: PrepareContext, place: VersionPlace): Promise<Map<string, ItemData>> {
  const content = new Map(await versionFacts(db, place));
  for await (const { key, data } of versionItems(db, place)) content.set(key, data);
  return content;
}

async function turnedDownBy({ db }: PrepareContext, commandId: string): Promise<TurnedDown> {
  const { by, rejected } = await reviewRequest(db.pool, commandId);
  return { by, reasons: new Map(rejected.map(({ itemKey, reason }) => [itemKey, reason])) };
}

/** Derives the figures and matters of a draft again from what is approved now; its texts stay. */
async function* derivedAgain(context: PrepareContext, { versionId }: PrepareWork): AsyncGenerator<ItemChange> {
  const { sources } = await approvedNow(context);
  yield* changed(sources, await contentOf(context, await versionPlace(context.db.pool, versionId)), null);
}

/**
 * How a final report is made: every figure from the approved versions of all chains of the report. A revision derives them anew and keeps
 * what people wrote; so does the work that derives the figures of a draft again.
 */
export const finalReportPreparer: Preparer = {
  async first(context: PrepareContext): Promise<Prepared> {
    const { sources, inputs } = await approvedNow(context);
    return { items: changed(sources, new Map(), null), base: 'empty', inputs };
  },
  async revision(context: PrepareContext, { parentVersionId, cause, commandId }: Revision): Promise<Prepared> {
    const { sources, inputs } = await approvedNow(context);
    const before = await contentOf(context, await versionPlace(context.db.pool, parentVersionId));
    const rejected = cause === 'changes_requested' && commandId !== null ? await turnedDownBy(context, commandId) : null;
    return { items: changed(sources, before, rejected), base: 'parent', inputs };
  },
  work: { refresh: derivedAgain },
};
