import { Readable } from 'node:stream';
import type { Inquiry } from '#contract/inquiries';
import type { FailurePage, RuleTrial } from '#contract/profiling';
import { versionPlace } from '#data/files/preparation.queries';
import { ShownKeys } from '#data/people/shown-keys.queries';
import { profiledAttributes } from '#domain/phases/data-profiling/profile-facts';
import { ruleSchema } from '#domain/phases/data-profiling/rule-item';
import type { Population } from '#domain/phases/planning/population';
import { populationFact } from '#domain/phases/planning/population';
import { Refusal } from '#domain/refusals';
import type { ProfiledAttribute } from '#domain/rules/rule-attribute';
import { inWorkshop, type Workshop } from '../../analysis/files/analysis-context';
import type { PopulationFiles } from '../../analysis/files/population';
import { keyPositions } from '../../analysis/files/population-reader';
import { populationFiles } from '../../analysis/files/recipes';
import { type FailureSource, failuresCsv, hidesKeys, listFailures, type ShowKeys } from '../../analysis/rules/list-failures';
import { runRules } from '../../analysis/rules/run-rules';
import { analysisOf } from '../phase/analysis-of';
import type { PrepareContext } from '../phase/preparer';
import { versionFacts, versionItems } from '../phase/version-reader';

type InquiryContext = Pick<PrepareContext, 'db' | 'storage' | 'signal' | 'heartbeat'>;

interface Bench {
  workshop: Workshop;
  files: PopulationFiles;
  population: Population;
  attributes: readonly ProfiledAttribute[];
}

/** Opens the population a version of Data Profiling is about. */
async function onPopulation<T>(context: InquiryContext, versionId: string, work: (bench: Bench) => Promise<T>): Promise<T> {
  const facts = await versionFacts(context.db, await versionPlace(context.db.pool, versionId));
  const population = populationFact(facts);
  if (population === null) throw new Refusal('upstream_missing');
  return await inWorkshop(analysisOf(context), async (workshop) => {
    const files = await populationFiles(workshop, population.fileSha256, population.parse, keyPositions(population));
    return await work({ workshop, files, population, attributes: profiledAttributes(facts) });
  });
}

/** The expression of a rule. Whoever asks about a version of another phase, whose items are no rules, finds none. */
async function expressionOf(context: InquiryContext, versionId: string, key: string): Promise<string> {
  const place = await versionPlace(context.db.pool, versionId);
  if (place.phase !== 'data-profiling') throw new Refusal('not_found');
  for await (const item of versionItems(context.db, place)) if (item.key === key) return ruleSchema.parse(item.data).expression;
  throw new Refusal('not_found');
}

/** Counts the records that an unsaved expression tests, passes and fails. */
export async function tryRule(
  context: InquiryContext,
  { versionId, expression }: Extract<Inquiry, { kind: 'try-rule' }>,
): Promise<RuleTrial> {
  return await onPopulation(context, versionId, async ({ workshop, files, population, attributes }) => {
    const found = (await runRules(workshop, files, population, attributes, [{ code: 'trial', expression }])).get('trial');
    if (found === undefined) throw new Error('The rule was not run.');
    return found;
  });
}

async function onFailures<T>(
  context: InquiryContext,
  { versionId, key, masked: names }: { versionId: string; key: string; masked: readonly string[] },
  work: (source: FailureSource, masked: ReadonlySet<string>, showKeys: ShowKeys) => Promise<T>,
): Promise<T> {
  const expression = await expressionOf(context, versionId, key);
  const { cycleReportId } = await versionPlace(context.db.pool, versionId);
  const masked = new Set(names);
  return await onPopulation(context, versionId, (bench) => {
    const keys = new ShownKeys(context.db.pool, cycleReportId, hidesKeys(bench.population, masked));
    return work({ ...bench, expression }, masked, (shown) => keys.shown(shown));
  });
}

/** A page of the records that fail a rule of a version. */
export async function failurePage(context: InquiryContext, inquiry: Extract<Inquiry, { kind: 'list-failures' }>): Promise<FailurePage> {
  return await onFailures(context, inquiry, (source, masked, showKeys) =>
    listFailures(source, masked, showKeys, inquiry.after, inquiry.limit),
  );
}

/** Writes all records that fail a rule of a version into storage as CSV. */
export async function failuresFile(
  context: InquiryContext,
  inquiry: Extract<Inquiry, { kind: 'export-failures' }>,
): Promise<{ sha256: string; size: number }> {
  return await onFailures(context, inquiry, async (source, masked, showKeys) => {
    const { sha256, size } = await context.storage.put(Readable.from(failuresCsv(source, masked, showKeys)), {
      signal: context.signal,
    });
    return { sha256, size };
  });
}
