import type { MixPlan } from '#contract/draws';
import { inputPlace } from '#data/files/preparation.queries';
import { ATTRIBUTES_FACT, attributesFactSchema } from '#domain/phases/data-profiling/profile-facts';
import { type Rule, ruleSchema, SEVERITIES } from '#domain/phases/data-profiling/rule-item';
import type { MixDesign } from '#domain/phases/sample-selection/draw-design';
import { Refusal } from '#domain/refusals';
import { designMix, type MixRequest } from '../../analysis/draws/draw-mix';
import { versionFacts, versionItems } from '../phase/version-reader';
import { type AskedDraw, askedDraw, type Bench, sizeOf } from './bench';

/** Version of the rule: rules in turn, then boundary points in turn, then clean records, each by hash rank. */
const MIX = 'mix-hash-rank/1';

/** Critical rules take the first turn; of equal severity, by code. */
function inTurn(a: Rule, b: Rule): number {
  return SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) || (a.code < b.code ? -1 : 1);
}

/** The approved rules that failed on some record, with the attributes they name; none where the plan goes without Data Profiling. */
async function failedRules({ context, draft }: Pick<Bench, 'context' | 'draft'>): Promise<Pick<MixDesign, 'rules' | 'attributes'>> {
  const profiling = await inputPlace(context.db.pool, draft.versionId, { phase: 'data-profiling', instance: '' });
  if (profiling === null) return { rules: [], attributes: [] };
  const failed: Rule[] = [];
  for await (const { data } of versionItems(context.db, profiling)) {
    const rule = ruleSchema.parse(data);
    if (rule.decision === 'include' && rule.problem === null && (rule.result?.failed ?? 0) > 0) failed.push(rule);
  }
  const fact = (await versionFacts(context.db, profiling)).get(ATTRIBUTES_FACT);
  const named = new Set(failed.flatMap((rule) => rule.attributes));
  const attributes = fact === undefined ? [] : attributesFactSchema.parse(fact).attributes.filter(({ code }) => named.has(code));
  return {
    rules: failed.sort(inTurn).map(({ code, expression, attribute, severity }) => ({ code, expression, attribute, severity })),
    attributes,
  };
}

/** A tester's plan as the population is asked for it. Refuses anomalies where no approved rule failed, and a boundary share without attributes. */
export async function mixRequest(
  bench: Pick<Bench, 'context' | 'draft' | 'population'>,
  { size, shares, boundaries }: MixPlan,
): Promise<MixRequest> {
  const { rules, attributes } = await failedRules(bench);
  if (shares.anomaly > 0 && rules.length === 0)
    throw new Refusal(
      'invalid_input',
      'Anomalies are records that fail rules of the approved Data Profiling version, and there is none with failing records: set their share to 0.',
    );
  if (shares.boundary > 0 && boundaries.length === 0)
    throw new Refusal('invalid_input', 'Choose the attributes whose boundary records are drawn, or set their share to 0.');
  return { size: sizeOf(size, bench.population), shares, rules, attributes, boundaries };
}

/** A draw of clean, anomalous and boundary records in whole counts. */
export async function mixDraw(bench: Bench, params: MixPlan & { seed: string }): Promise<AskedDraw> {
  const { size, seed } = params;
  const request = await mixRequest(bench, params);
  const design = await designMix(bench.reader, seed, request);
  return askedDraw(bench, {
    method: 'mix',
    methodVersion: MIX,
    seed,
    size,
    asked: request.size,
    reason: size.by === 'hand' ? size.reason : '',
    design,
  });
}
