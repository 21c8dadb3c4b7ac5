import { z } from 'zod';
import type { EffectContext, GateContext, ItemChangePair, SummaryPart, SummarySection } from '../../phase/definition';
import { fieldsOf } from '../../phase/fields-of';
import { all, counted } from '../../phase/filters';
import { countPart, keysFilter, movedCount } from '../../phase/parts';
import { POPULATION_FACT } from '../planning/population';
import { DRAW_PREFIX } from './facts';
import { INCLUDED } from './filters';
import { NOUN, sampleSchema } from './sample-item';

/** What of a sample a reviewer looks at; versions made before another field came are read as well. */
const reviewedSchema = z.object(
  sampleSchema.pick({
    values: true,
    lob: true,
    category: true,
    stratum: true,
    decision: true,
    decisionReason: true,
    requestedBy: true,
    turnedDownBy: true,
  }).shape,
);
type ReviewedSample = z.infer<typeof reviewedSchema>;

const { where, field: nameOf } = fieldsOf(sampleSchema);

interface SampleChange {
  key: string;
  before: ReviewedSample | null;
  after: ReviewedSample | null;
}

function parsed({ key, before, after }: ItemChangePair): SampleChange {
  return { key, before: before === null ? null : reviewedSchema.parse(before), after: after === null ? null : reviewedSchema.parse(after) };
}

function isIncluded(sample: ReviewedSample | null): sample is ReviewedSample {
  return sample?.decision === 'include';
}

function keysOf(changes: readonly SampleChange[]): string[] {
  return changes.map(({ key }) => key);
}

/** Why a sample went out: the tester's words, or what became of the record. */
function whyOut({ after }: SampleChange): string {
  if (after === null) return 'No longer in the version';
  if (after.decision === null)
    return after.turnedDownBy === null ? 'Not decided again yet' : 'Rejected by the approver, not decided again yet';
  return after.decisionReason.trim() === '' ? 'Excluded without a reason' : `Excluded: ${after.decisionReason.trim()}`;
}

function whyIn({ before, after }: SampleChange): string {
  if (after?.requestedBy) return 'Asked for by the approver';
  if (before === null) return 'Newly drawn';
  return before.decision === 'exclude' ? 'Excluded before' : 'Not decided before';
}

const MOST_REASONS = 8;

/** Changes by a reason each, the most frequent first; beyond eight, the rest in one part. */
function byReason(title: string, changes: readonly SampleChange[], reason: (change: SampleChange) => string): SummarySection[] {
  const byWords = new Map<string, SampleChange[]>();
  for (const change of changes) byWords.set(reason(change), [...(byWords.get(reason(change)) ?? []), change]);
  const groups = [...byWords].sort(([a, left], [b, right]) => right.length - left.length || (a < b ? -1 : 1));
  if (groups.length === 0) return [];
  const rest = groups.slice(MOST_REASONS).flatMap(([, those]) => keysOf(those));
  const parts = groups.slice(0, MOST_REASONS).map(([label, those]) => countPart(label, keysOf(those)));
  return [{ title, parts: rest.length === 0 ? parts : [...parts, countPart('For other reasons', rest)] }];
}

/** Included samples by the values of one field before and after; only the values that moved. A kept sample that moved between two counts in both. */
async function spread(
  title: string,
  field: 'stratum' | 'lob' | 'category',
  missing: string,
  sides: { base: GateContext; head: GateContext },
  changes: readonly SampleChange[],
): Promise<SummarySection[]> {
  const at = (sample: ReviewedSample | null): string | null => (isIncluded(sample) ? (sample[field] ?? '') : null);
  if (changes.every((change) => at(change.before) === at(change.after))) return [];
  const tally = async (side: GateContext) =>
    new Map((await side.countBy(nameOf(field), all(INCLUDED))).map(({ value, count }) => [value ?? '', count]));
  const [before, after] = await Promise.all([tally(sides.base), tally(sides.head)]);
  const values = [...new Set([...before.keys(), ...after.keys()])].sort();
  // Where no sample has a value, the plan does not use the field.
  if (values.every((value) => value === '')) return [];
  const parts = values.flatMap((value): SummaryPart[] => {
    const out = changes.filter((change) => at(change.before) === value && at(change.after) !== value);
    const come = changes.filter((change) => at(change.after) === value && at(change.before) !== value);
    if (out.length + come.length === 0) return [];
    const help = [...(come.length > 0 ? [`${come.length} in`] : []), ...(out.length > 0 ? [`${out.length} out`] : [])].join(', ');
    return [
      {
        label: value === '' ? missing : value,
        value: movedCount(before.get(value) ?? 0, after.get(value) ?? 0),
        help: `${help}.`,
        filter: keysFilter(keysOf([...come, ...out])),
      },
    ];
  });
  return parts.length === 0 ? [] : [{ title, parts }];
}

const populationSchema = z.object({ count: z.number(), hash: z.string(), fileName: z.string() });
const drawSchema = z.object({ method: z.string(), drawn: z.number(), reason: z.string().default('') });

/** The effects of draws made since, and of a population that was replaced. */
function drawParts({ base, head }: { base: GateContext; head: GateContext }): SummaryPart[] {
  const parts: SummaryPart[] = [];
  const [was, is] = [base, head].map(({ facts }) => populationSchema.safeParse(facts.get(POPULATION_FACT)).data);
  if (was && is && was.hash !== is.hash)
    parts.push({
      label: 'Population',
      value: `${movedCount(was.count, is.count)} records`,
      help: was.fileName === is.fileName ? `Another ${is.fileName}.` : `${was.fileName} → ${is.fileName}`,
    });
  for (const [key, data] of [...head.facts].sort(([a], [b]) => (a < b ? -1 : 1))) {
    if (!key.startsWith(DRAW_PREFIX) || base.facts.has(key)) continue;
    const draw = drawSchema.parse(data);
    parts.push({
      label: `Draw ${key.slice(DRAW_PREFIX.length)}`,
      value: `${draw.drawn.toLocaleString('en-US')} drawn`,
      help: draw.reason,
      filter: all(where('origins', 'contains', `"${key}"`)),
    });
  }
  return parts;
}

/**
 * What a reviewer sees first of a revised sample: samples out, in and kept, why they went and came, by stratum, line of business and
 * category, and the draws made since. A sample is what is included; one that is excluded or not decided is out.
 */
export async function sampleSelectionEffects({ base, head, changes }: EffectContext): Promise<readonly SummarySection[]> {
  const draws = drawParts({ base, head });
  if (changes.length === 0 && draws.length === 0) return [];
  const changed = changes.map(parsed);
  const out = changed.filter(({ before, after }) => isIncluded(before) && !isIncluded(after));
  const come = changed.filter(({ before, after }) => !isIncluded(before) && isIncluded(after));
  const stayed = changed.filter(({ before, after }) => isIncluded(before) && isIncluded(after));
  const total = await base.count(all(INCLUDED));
  const otherValues = stayed.filter(({ before, after }) => JSON.stringify(before?.values) !== JSON.stringify(after?.values));
  const undecided = changed.filter(({ after }) => after !== null && after.decision === null);
  const refused = changed.filter(({ after }) => after?.decision === 'exclude' && after.requestedBy !== null);
  const optional = [
    { label: 'Kept, with other values of the record', keys: keysOf(otherValues) },
    { label: 'Asked for and not taken', keys: keysOf(refused) },
    { label: 'Not decided', keys: keysOf(undecided) },
  ].filter(({ keys }) => keys.length > 0);
  const sides = { base, head };
  return [
    {
      title: 'Samples',
      parts: [
        countPart('Out', keysOf(out)),
        countPart('In', keysOf(come)),
        { label: 'Kept', value: String(Math.max(0, total - out.length)), help: `Of ${counted(total, NOUN)} before.` },
        ...optional.map(({ label, keys }) => countPart(label, keys)),
      ],
    },
    ...byReason('Why out', out, whyOut),
    ...byReason('Why in', come, whyIn),
    ...(await spread('Strata', 'stratum', 'Without a stratum', sides, changed)),
    ...(await spread('Lines of business', 'lob', 'Without a line of business', sides, changed)),
    ...(await spread('Categories', 'category', 'Not categorised', sides, changed)),
    ...(draws.length === 0 ? [] : [{ title: 'Draws and population', parts: draws }]),
  ];
}
