import { z } from 'zod';
import { patternLabel } from '../../comparing/pattern-words';
import { textHash } from '../../item/canonical-json';
import type { Facts } from '../../item/json';
import { chainInWords } from '../../phase/chain-address';
import { citeSchema } from '../../phase/figure';
import { counted } from '../../phase/filters';
import { capitalised } from '../../phase/labels';
import { DRAW_PREFIX } from '../sample-selection/facts';
import { randomSamples } from '../sample-selection/random-samples';
import { isKept } from './figures/executive-summary';
import type { ReportSources } from './figures/sources';

/** Begins the reserved keys of a version's significant matters. */
export const MATTER_PREFIX = '$matter/';

/** What a signer has to have opened before they sign. */
export const MATTER_KINDS = ['observation', 'override', 'comparison', 'severity', 'stale-input', 'removed-samples', 'exception'] as const;
export type MatterKind = (typeof MATTER_KINDS)[number];

export const MATTER_LABELS: Record<MatterKind, string> = {
  observation: 'Grave observation',
  override: 'Scoping against the recommendation',
  comparison: 'Looser comparison',
  severity: 'Severity other than proposed',
  'stale-input': 'Changed input accepted',
  'removed-samples': 'Random records removed',
  exception: 'Exception',
};

/** One significant matter, held by the version as a fact of its own, so that what is signed says what was significant. */
export const matterSchema = z.strictObject({
  kind: z.enum(MATTER_KINDS),
  title: z.string().min(1),
  /** What was said of it, in people's words or by arithmetic; empty where nothing was. */
  detail: z.string(),
  /** The version that says it, and the item in it; null where it is about several. */
  cite: citeSchema,
  itemKey: z.string().nullable(),
});
export type Matter = z.infer<typeof matterSchema>;

const GRAVE: readonly string[] = ['critical', 'high'];

/** Key of a matter: the same in every version that holds it. */
function matterKey({ kind, cite, itemKey }: Matter, more = ''): string {
  return `${MATTER_PREFIX}${kind}/${textHash([cite.phase, cite.instance, itemKey ?? '', more].join('\n')).slice(0, 16)}`;
}

function ofObservations({ lines }: ReportSources): Matter[] {
  return lines.flatMap(({ lob, observations }) =>
    (observations?.observations ?? []).flatMap(([itemKey, one]): Matter[] => {
      if (observations === null || !isKept(one)) return [];
      const said = (kind: MatterKind, title: string, detail: string): Matter => ({ kind, title, detail, cite: observations.cite, itemKey });
      return [
        ...(GRAVE.includes(one.severity) ? [said('observation', `${capitalised(one.severity)}, ${lob}: ${one.title}`, one.text)] : []),
        ...(one.severity === one.proposed
          ? []
          : [said('severity', `${lob}: ${one.title}, ${one.severity} instead of ${one.proposed}`, one.severityReason)]),
      ];
    }),
  );
}

function ofScoping({ scoping }: ReportSources): Matter[] {
  if (scoping === null) return [];
  const { cite } = scoping;
  return scoping.attributes.flatMap(({ code, name, decision, decisionReason }): Matter[] => {
    if (decision === 'accept' || decision === null) return [];
    const title = decision === 'override' ? `${name} is tested though not recommended` : `${name} is not tested though recommended`;
    return [{ kind: 'override', title, detail: decisionReason, cite, itemKey: code }];
  });
}

/** One for each attribute and version of tests: hundreds of cases may be compared by one setting. */
function ofComparisons({ lines, planning }: ReportSources): (Matter & { more: string })[] {
  const names = new Map((planning?.attributes ?? []).map(({ code, name }) => [code, name]));
  return lines.flatMap(({ lob, tests }) =>
    tests.flatMap(({ cite, runs }) => {
      const looser = [...new Set(runs.filter((run) => run.looser).map(({ attribute }) => attribute))].sort();
      return looser.map((attribute) => ({
        kind: 'comparison' as const,
        title: `${lob}: ${names.get(attribute) ?? attribute} is compared more loosely than usual`,
        detail: '',
        cite,
        itemKey: null,
        more: attribute,
      }));
    }),
  );
}

/** One for each draw: records are named where they are, to those who may see their keys. */
function ofSample({ sample }: ReportSources): (Matter & { more: string })[] {
  if (sample === null) return [];
  const { cite, draws, samples } = sample;
  const removed = samples.filter(([, { decision }]) => decision === 'exclude');
  return randomSamples(draws, removed).map(({ draw, records }) => ({
    kind: 'removed-samples' as const,
    title: `${counted(records.size, { one: 'random record', many: 'random records' })} of draw ${draw.slice(DRAW_PREFIX.length)} removed`,
    detail: '',
    cite,
    itemKey: null,
    more: draw,
  }));
}

function ofInputs({ acceptedInputs }: ReportSources): (Matter & { more: string })[] {
  return acceptedInputs.map(({ cite, input, reason }) => ({
    kind: 'stale-input' as const,
    title: `${chainInWords(cite)} rests on an earlier ${chainInWords(input)}`,
    detail: reason,
    cite,
    itemKey: null,
    more: chainInWords(input),
  }));
}

function ofExceptions({ exceptions }: ReportSources): Matter[] {
  return exceptions.map(({ cite, itemKey, lob, attribute, pattern, until, reason }) => ({
    kind: 'exception',
    title: `${lob}: ${attribute}, ${patternLabel(pattern).toLowerCase()}, let be until ${until}`,
    detail: reason,
    cite,
    itemKey,
  }));
}

/**
 * The significant matters of a report, each by its key: critical and high observations, severities other than proposed, scoping against the
 * recommendation, looser comparisons, changed inputs that were accepted, random records that were removed, and exceptions.
 */
export function significantMatters(sources: ReportSources): ReadonlyMap<string, Matter> {
  const found: (Matter & { more?: string })[] = [
    ...ofObservations(sources),
    ...ofExceptions(sources),
    ...ofScoping(sources),
    ...ofComparisons(sources),
    ...ofSample(sources),
    ...ofInputs(sources),
  ];
  return new Map(found.map(({ more, ...matter }) => [matterKey(matter, more), matter]));
}

/** Reads the significant matters that a version holds, the gravest kinds first, and in these by title: critical before high. */
export function mattersOf(facts: Facts): { key: string; matter: Matter }[] {
  return [...facts]
    .filter(([key]) => key.startsWith(MATTER_PREFIX))
    .map(([key, data]) => ({ key, matter: matterSchema.parse(data) }))
    .sort(
      (a, b) => MATTER_KINDS.indexOf(a.matter.kind) - MATTER_KINDS.indexOf(b.matter.kind) || (a.matter.title < b.matter.title ? -1 : 1),
    );
}
