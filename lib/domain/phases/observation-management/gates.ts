import { instanceInWords } from '../../phase/chain-address';
import { answeredGate, blockedBy, decidedGate, inputsGate } from '../../phase/common-gates';
import type { Gate, GateContext } from '../../phase/definition';
import { fieldsOf } from '../../phase/fields-of';
import { all, counted } from '../../phase/filters';
import { WITHOUT_REASON } from '../../phase/review-fields';
import { CASES, MERGED, NOT_AN_ISSUE, OBSERVATIONS, UNDECIDED } from './filters';
import { NOUN, type Observation, observationSchema, observedFields } from './observation-item';

const { where } = fieldsOf(observedFields);

const CASE = { one: 'case', many: 'cases' };
const CASE_NOUN = { one: 'failing case', many: 'failing cases' };

/** Filter of the observations of these keys. */
const named = (keys: readonly string[]) => all({ field: 'key', operator: 'in', values: keys });

async function testsGate({ tests }: GateContext): Promise<Gate> {
  const standing = await tests?.();
  const unfinished = standing?.unfinished ?? [];
  return {
    code: 'tests',
    label: 'Every test of the line of business is done and reviewed',
    blocked: blockedBy(unfinished.length, `Not done: ${unfinished.map(instanceInWords).join('; ')}.`),
    link: null,
  };
}

/** The failures that were reviewed are exactly those that the observations tell of, as they are now. */
async function linksGate({ tests, count }: GateContext): Promise<Gate> {
  const standing = await tests?.();
  const [linked, orphaned] = [await count(CASES), standing?.orphaned ?? 0];
  const missing = standing?.unlinked ?? 0;
  const gone = standing?.unfounded ?? 0;
  const faults = [
    ...(missing > 0 ? [`${counted(missing, CASE_NOUN)} in no observation`] : []),
    ...(gone > 0 ? [`${counted(gone, CASE)} that ${gone === 1 ? 'does' : 'do'} not fail any more, or failed in another run`] : []),
    ...(orphaned > 0 ? [`${counted(orphaned, CASE)} of an observation that is not there`] : []),
  ];
  return {
    code: 'links',
    label: 'Every reviewed failure is in exactly one observation',
    blocked: faults.length === 0 ? null : `${faults.join('; ')}: discard this draft to have it made from what is reviewed now.`,
    link: linked === 0 ? null : { filter: CASES },
  };
}

/** Observations that are told with one that is not there, that is told with another itself, or that is their own. */
function wronglyMerged(observations: ReadonlyMap<string, Observation>): string[] {
  return [...observations].flatMap(([key, { mergedInto }]) => {
    if (mergedInto === null) return [];
    const target = observations.get(mergedInto);
    return target === undefined || target.mergedInto !== null || mergedInto === key ? [key] : [];
  });
}

/** What must hold before the observations of a line of business can be submitted. */
export async function observationGates(context: GateContext): Promise<readonly Gate[]> {
  const { count, list } = context;
  const parsed = (await list(OBSERVATIONS)).map(({ key, data }) => [key, observationSchema.parse(data)] as const);
  const observations = new Map(parsed);
  const overridden = parsed.flatMap(([key, one]) =>
    one.mergedInto === null && one.severity !== one.proposed && one.severityReason.trim() === '' ? [key] : [],
  );
  const wrong = wronglyMerged(observations);
  const unreasonedFilter = all(...NOT_AN_ISSUE.all, WITHOUT_REASON);
  const unreasoned = await count(unreasonedFilter);
  return [
    await testsGate(context),
    await linksGate(context),
    await decidedGate(context, NOUN, UNDECIDED),
    {
      code: 'severity',
      label: 'Every severity is the proposed one, or has a reason',
      blocked: blockedBy(overridden.length, `${counted(overridden.length, NOUN)} of another severity than proposed, without a reason.`),
      link: { filter: named(overridden) },
    },
    {
      code: 'reasons',
      label: 'What is not an issue has a reason',
      blocked: blockedBy(unreasoned, `${counted(unreasoned, NOUN)} not an issue without a reason.`),
      link: { filter: unreasonedFilter },
    },
    {
      code: 'merged',
      label: 'What is merged is told with one that stands by itself',
      blocked: blockedBy(wrong.length, `${counted(wrong.length, NOUN)} merged into one that does not stand by itself.`),
      link: { filter: wrong.length > 0 ? named(wrong) : MERGED },
    },
    await answeredGate(context, NOUN, where('mergedInto', 'blank')),
    inputsGate(context),
  ];
}
