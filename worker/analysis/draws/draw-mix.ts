import type { MixDesign } from '#domain/phases/sample-selection/draw-design';
import { type MixShares, mixSizes, takeInTurn } from '#domain/sampling/mix';
import { asNumber } from '../files/duckdb';
import type { PopulationReader } from '../files/population-reader';
import { type FailingRecords, failingRecords } from '../rules/failing-records';
import { type BoundaryPoint, type BoundaryRequest, boundaryRecords } from './boundary-records';
import type { DrawnRecord } from './drawn-record';

/** How a mixed draw is made; rules are those of the approved Data Profiling version with failing records. */
export interface MixRequest extends Pick<MixDesign, 'shares' | 'rules' | 'attributes'> {
  size: number;
  boundaries: readonly BoundaryRequest[];
}

/** A mixed draw as planned, with the records it would take from. */
export interface MixFindings {
  design: MixDesign;
  failing: readonly FailingRecords[];
  points: readonly BoundaryPoint[];
}

/** SQL: a record that fails no rule and is at no boundary. */
const CLEAN = 'not exists (select 1 from failing f where f.key = k._key) and not exists (select 1 from boundary b where b.key = k._key)';

/** Finds what the mix is drawn from, and shares the size out by largest remainder. A category is never filled up from another. */
export async function findMix(
  reader: PopulationReader,
  seed: string,
  { size, shares, rules, attributes, boundaries }: MixRequest,
): Promise<MixFindings> {
  const sizes = mixSizes(size, shares);
  const failing = await failingRecords(reader, seed, attributes, rules, sizes.anomaly);
  const points = await boundaryRecords(reader, seed, boundaries, sizes.anomaly + sizes.boundary);
  const { duck } = reader.sql.workshop;
  const [row] =
    await duck.rows(`select (select count(distinct key) from failing) as anomaly, (select count(distinct key) from boundary) as boundary,
    (select count(*) from ${reader.sql.from} where ${CLEAN}) as clean`);
  const available: MixShares = { clean: asNumber(row?.clean), anomaly: asNumber(row?.anomaly), boundary: asNumber(row?.boundary) };
  const design: MixDesign = {
    kind: 'mix',
    shares,
    sizes,
    available,
    rules: [...rules],
    attributes: [...attributes],
    boundaries: boundaries.map(({ attribute, thresholds }) => ({ attribute, thresholds: [...thresholds] })),
  };
  return { design, failing, points };
}

/** Plans a mixed draw. */
export async function designMix(reader: PopulationReader, seed: string, request: MixRequest): Promise<MixDesign> {
  return (await findMix(reader, seed, request)).design;
}

/** The request a recorded design answers. */
export function mixRequestOf({ sizes, shares, rules, attributes, boundaries }: MixDesign): MixRequest {
  return { size: sizes.clean + sizes.anomaly + sizes.boundary, shares, rules, attributes, boundaries };
}

/** Anomalies, each rule in turn giving its next hash rank; then boundary records, each point in turn; then clean ones by hash rank. */
export async function selectMix(reader: PopulationReader, seed: string, design: MixDesign): Promise<DrawnRecord[]> {
  const { failing, points } = await findMix(reader, seed, mixRequestOf(design));
  const taken = new Set<string>();
  const anomalies = takeInTurn(
    failing.map(({ keys }) => keys),
    design.sizes.anomaly,
    taken,
  );
  const boundary = takeInTurn(
    points.map(({ keys }) => keys),
    design.sizes.boundary,
    taken,
  );
  const { duck } = reader.sql.workshop;
  const clean = await duck.rows(
    `select k._key as key from ${reader.sql.from} where ${CLEAN} order by ${reader.sql.rank}, k._key limit $2`,
    [seed, BigInt(design.sizes.clean)],
  );
  return [
    ...anomalies.map(({ key, list }): DrawnRecord => {
      const rule = design.rules.find(({ code }) => code === failing[list]?.code);
      return { key, category: 'anomaly', attributeInFocus: rule?.attribute ?? null, rationale: `Fails rule ${rule?.code ?? ''}.` };
    }),
    ...boundary.map(({ key, list }): DrawnRecord => {
      const point = points[list];
      return {
        key,
        category: 'boundary',
        attributeInFocus: point?.attribute ?? null,
        rationale: `${point?.attribute ?? ''} is ${point?.point ?? ''}.`,
      };
    }),
    ...clean.map((row): DrawnRecord => ({ key: String(row.key), category: 'clean' })),
  ];
}
