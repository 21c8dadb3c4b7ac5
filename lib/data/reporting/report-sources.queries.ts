import { ruleSchema } from '#domain/phases/data-profiling/rule-item';
import type { LineSources, ReportedCase, ReportedRun, ReportedSample, ReportSources } from '#domain/phases/final-report/figures/sources';
import { observationSchema } from '#domain/phases/observation-management/observation-item';
import { attributeSchema } from '#domain/phases/planning/attribute-item';
import { fileFact } from '#domain/phases/planning/facts';
import { drawFacts } from '#domain/phases/sample-selection/facts';
import { sampleSchema } from '#domain/phases/sample-selection/sample-item';
import { scopeSchema } from '#domain/phases/scoping/scope-item';
import { contentSql } from '../log/content-source.queries';
import { listMatching, readFacts } from '../log/version-content.queries';
import type { Queryable } from '../sql/connection';
import { STANDING_VERDICT_SQL } from '../sql/fragments';
import { type ApprovedPlace, approvedPlaces } from './approved-places.queries';
import { acceptedInputs, chainHistories, reportExceptions } from './report-history.queries';

const EVERYTHING = { all: [] };

const plannedSchema = attributeSchema.pick({ code: true, name: true, decision: true, cde: true }).strip();
const ranSchema = ruleSchema.pick({ decision: true, severity: true, dimension: true, result: true }).strip();
const sampledSchema = sampleSchema
  .pick({ values: true, lob: true, decision: true, origins: true, stratum: true, category: true, requestedBy: true })
  .strip();

async function planned(db: Queryable, { chainId, number, cite }: ApprovedPlace): Promise<ReportSources['planning']> {
  const items = await listMatching(db, chainId, number, EVERYTHING);
  const attributes = items.map(({ data }) => ({
    position: attributeSchema.shape.position.parse(data.position),
    ...plannedSchema.parse(data),
  }));
  attributes.sort((a, b) => a.position - b.position);
  return { cite, attributes, records: fileFact(await readFacts(db, chainId, number))?.accepted ?? null };
}

async function profiled(db: Queryable, { chainId, number, cite }: ApprovedPlace): Promise<ReportSources['profiling']> {
  return { cite, rules: (await listMatching(db, chainId, number, EVERYTHING)).map(({ data }) => ranSchema.parse(data)) };
}

async function scoped(db: Queryable, { chainId, number, cite }: ApprovedPlace): Promise<ReportSources['scoping']> {
  const attributes = (await listMatching(db, chainId, number, EVERYTHING)).map(({ data }) => scopeSchema.parse(data));
  return { cite, attributes: attributes.sort((a, b) => a.position - b.position) };
}

async function sampled(db: Queryable, { chainId, number, cite }: ApprovedPlace): Promise<ReportSources['sample']> {
  const draws = drawFacts(await readFacts(db, chainId, number));
  // Values say how many monetary units a record stands for, and nothing else here.
  const byValue = draws.some(({ draw }) => draw.design?.kind === 'monetary-unit');
  const { rows } = await db.query<{ key: string; data: unknown }>(
    `select i.item_key as key, jsonb_build_object('values', case when $3 then i.data -> 'values' else '{}' end, 'lob', i.data -> 'lob',
        'decision', i.data -> 'decision', 'origins', i.data -> 'origins', 'stratum', i.data -> 'stratum', 'category', i.data -> 'category',
        'requestedBy', i.data -> 'requestedBy') as data ${contentSql('$1', '$2')} order by i.item_key`,
    [chainId, number, byValue],
  );
  return { cite, draws, samples: rows.map(({ key, data }): [string, ReportedSample] => [key, sampledSchema.parse(data)]) };
}

async function requested(db: Queryable, { chainId, number }: ApprovedPlace): Promise<ReportedCase[]> {
  const { rows } = await db.query<ReportedCase>(
    `select i.data ->> 'attribute' as attribute, i.data ->> 'attributeName' as "attributeName", i.data ->> 'unobtainable' as unobtainable
       ${contentSql('$1', '$2')} order by i.item_key`,
    [chainId, number],
  );
  return rows;
}

/** The runs of a version of tests that somebody accepted as they are, in the order of their cases. */
async function tested(db: Queryable, { chainId, number }: ApprovedPlace): Promise<ReportedRun[]> {
  const { rows } = await db.query<ReportedRun>(
    `select i.item_key as "caseId", i.data ->> 'attribute' as attribute, i.data ->> 'record' as record, i.data ->> 'state' as result,
            i.data ->> 'pattern' as pattern, (i.data ->> 'looser')::boolean as looser
       ${contentSql('$1', '$2')} and i.data ->> 'state' in ('pass', 'fail', 'inconclusive') and ${STANDING_VERDICT_SQL} = 'accepted'
      order by i.item_key`,
    [chainId, number],
  );
  return rows;
}

async function observed(db: Queryable, { chainId, number, cite }: ApprovedPlace): Promise<LineSources['observations']> {
  const items = await listMatching(db, chainId, number, { all: [{ field: 'kind', operator: 'is', values: ['observation'] }] });
  const observations = items.map(({ key, data }) => [key, observationSchema.parse(data)] as const);
  return { cite, observations: observations.sort(([, a], [, b]) => a.position - b.position) };
}

async function linesOf(db: Queryable, places: readonly ApprovedPlace[]): Promise<LineSources[]> {
  const lines = new Map(places.flatMap(({ line }) => (line === null ? [] : [[line.id, line] as const])));
  const ordered = [...lines.values()].sort((a, b) => (a.key < b.key ? -1 : 1));
  const found: LineSources[] = [];
  for (const { id, key, lob } of ordered) {
    const own = places.filter(({ line }) => line?.id === id);
    const requests: LineSources['requests'][number][] = [];
    const tests: LineSources['tests'][number][] = [];
    let observations: LineSources['observations'] = null;
    for (const place of own) {
      if (place.cite.phase === 'request-info') requests.push({ cite: place.cite, cases: await requested(db, place) });
      if (place.cite.phase === 'test-execution') tests.push({ cite: place.cite, runs: await tested(db, place) });
      if (place.cite.phase === 'observation-management') observations = await observed(db, place);
    }
    found.push({ key, lob, requests, tests, observations });
  }
  return found;
}

/** What a final report is derived from, with the ids of the approved versions that it is made from. Read one after the other, for a transaction. */
export async function readReportSources(db: Queryable, cycleReportId: string): Promise<{ sources: ReportSources; inputs: string[] }> {
  const places = await approvedPlaces(db, cycleReportId);
  const whole = (phase: ApprovedPlace['cite']['phase']) => places.find(({ cite, line }) => line === null && cite.phase === phase);
  const of = async <T>(
    phase: ApprovedPlace['cite']['phase'],
    read: (db: Queryable, place: ApprovedPlace) => Promise<T>,
  ): Promise<T | null> => {
    const place = whole(phase);
    return place === undefined ? null : await read(db, place);
  };
  const sources: ReportSources = {
    planning: await of('planning', planned),
    profiling: await of('data-profiling', profiled),
    scoping: await of('scoping', scoped),
    sample: await of('sample-selection', sampled),
    lines: await linesOf(db, places),
    history: await chainHistories(db, places),
    acceptedInputs: await acceptedInputs(db, places),
    exceptions: await reportExceptions(db, places),
  };
  return { sources, inputs: places.map(({ versionId }) => versionId) };
}
