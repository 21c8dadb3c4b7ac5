import type { EffectContext, ItemChangePair, SummaryPart, SummarySection } from '../../phase/definition';
import { fieldsOf } from '../../phase/fields-of';
import { all } from '../../phase/filters';
import { countPart, keysFilter, moved, movedCount, type NamedEffect, namedSection } from '../../phase/parts';
import { COVERAGE_CONDITIONS } from './coverage-filters';
import { COVERAGE_KINDS, COVERAGE_LABELS, type CoverageKind, isInScope, isOfKind, scopeCoverage, scopeFigures } from './figures';
import { type ScopedAttribute, scopeSchema } from './scope-item';

const { where } = fieldsOf(scopeSchema);

interface ScopeChange {
  key: string;
  before: ScopedAttribute | null;
  after: ScopedAttribute | null;
}

function parsed({ key, before, after }: ItemChangePair): ScopeChange {
  return { key, before: before === null ? null : scopeSchema.parse(before), after: after === null ? null : scopeSchema.parse(after) };
}

const SINGULAR: Record<CoverageKind, string> = {
  cde: 'critical data element',
  'historical-issue': 'historical issue',
  'failed-rules': 'failed rules',
  'high-risk': 'high risk',
};

/** Why an attribute is where it is now: what was decided and why, or that Planning or the recommendation moved it. */
function reason({ before, after }: ScopeChange): string {
  if (after === null) return 'Planning no longer includes it.';
  const said = after.decisionReason.trim();
  if (after.decision === 'decline' || after.decision === 'override') return said === '' ? 'No reason stated.' : said;
  if (after.recommendation === 'key') return 'Now part of the record key.';
  if (after.decision === null)
    return before?.recommendation === 'key' ? 'No longer part of the record key, and not decided yet.' : 'Not decided yet.';
  const because = after.reasons.map(({ text }) => text).join(' ');
  if (before !== null && before.recommendation !== after.recommendation)
    return after.recommendation === 'skip'
      ? `No longer recommended for testing. ${because}`.trim()
      : `Now recommended for testing: ${because}`;
  return because;
}

const VALUES: Record<'accept' | 'decline' | 'override', string> = { accept: 'As recommended', decline: 'Declined', override: 'Overridden' };

function value({ after }: ScopeChange): string {
  if (after === null) return 'Gone';
  if (after.recommendation === 'key') return 'Key';
  return after.decision === null ? 'Not decided' : VALUES[after.decision];
}

function describe(change: ScopeChange): NamedEffect {
  const attribute = change.after ?? change.before;
  const kinds = attribute === null ? [] : COVERAGE_KINDS.filter((kind) => isOfKind(attribute, kind));
  const matters = kinds.length === 0 ? '' : `A matter of ${kinds.map((kind) => SINGULAR[kind]).join(', ')}.`;
  return {
    key: change.key,
    label: attribute?.name ?? change.key,
    value: value(change),
    help: `${matters} ${reason(change)}`.trim(),
    weight: attribute?.score ?? 0,
  };
}

/** Coverage by kind before and after, where it moved or anything of the kind left the scope. */
function coverageParts(before: readonly ScopedAttribute[], after: readonly ScopedAttribute[], left: readonly ScopeChange[]): SummaryPart[] {
  const was = scopeCoverage(before);
  return scopeCoverage(after).flatMap((now) => {
    const then = was.find(({ kind }) => kind === now.kind);
    if (then === undefined || (then.inScope === now.inScope && then.all === now.all)) return [];
    const lost = left.filter((change) => change.before !== null && isOfKind(change.before, now.kind)).map(({ key }) => key);
    const words = (of: typeof now) => (of.all === 0 ? 'None' : `${of.inScope} of ${of.all} in scope`);
    const filter = lost.length > 0 ? keysFilter(lost) : all(COVERAGE_CONDITIONS[now.kind], where('finalScoping', 'is_not', 'skip'));
    return [
      {
        label: COVERAGE_LABELS[now.kind],
        value: moved(words(then), words(now)),
        ...(lost.length > 0 ? { help: `${lost.length} left the scope.` } : {}),
        filter,
      },
    ];
  });
}

function figureParts(before: readonly ScopedAttribute[], after: readonly ScopedAttribute[]): SummaryPart[] {
  const [was, is] = [scopeFigures(before), scopeFigures(after)];
  const share = (of: string | null) => (of === null ? 'None' : `${of} %`);
  return [
    { label: 'Attributes to test', value: movedCount(was.test, is.test) },
    {
      label: 'In scope',
      value: moved(share(was.inScopePercent), share(is.inScopePercent)),
      help: 'Attributes to test and keys, of all attributes.',
    },
    { label: 'Overrides', value: moved(share(was.overridesPercent), share(is.overridesPercent)) },
    {
      label: 'Agreement',
      value: moved(share(was.agreementPercent), share(is.agreementPercent)),
      help: 'Decided as recommended, of the attributes decided.',
    },
  ];
}

/** What a reviewer sees first of a revised scope: attributes that left it and why, coverage lost, attributes that entered, and the figures. */
export async function scopingEffects({ base, head, changes }: EffectContext): Promise<readonly SummarySection[]> {
  if (changes.length === 0) return [];
  const [before, after] = (await Promise.all(
    [base, head].map(async (side) => (await side.list(all())).map(({ data }) => scopeSchema.parse(data))),
  )) as [ScopedAttribute[], ScopedAttribute[]];
  const changed = changes.map(parsed);
  const wasIn = (change: ScopeChange) => change.before !== null && isInScope(change.before);
  const isIn = (change: ScopeChange) => change.after !== null && isInScope(change.after);
  const left = changed.filter((change) => wasIn(change) && !isIn(change));
  const entered = changed.filter((change) => !wasIn(change) && isIn(change));
  const recommended = (to: 'test' | 'skip') =>
    changed
      .filter((change) => change.before !== null && change.after?.recommendation === to && change.before.recommendation !== to)
      .map(({ key }) => key);
  const anew = [
    { label: 'Now recommended to test', keys: recommended('test') },
    { label: 'No longer recommended', keys: recommended('skip') },
    { label: 'Not decided yet', keys: changed.filter(({ after: is }) => is !== null && is.finalScoping === null).map(({ key }) => key) },
  ].filter(({ keys }) => keys.length > 0);
  const coverage = coverageParts(before, after, left);
  return [
    ...namedSection('Left the scope', left.map(describe)),
    ...(coverage.length === 0 ? [] : [{ title: 'Coverage', parts: coverage }]),
    ...namedSection('Entered the scope', entered.map(describe)),
    { title: 'Figures', parts: figureParts(before, after) },
    ...(anew.length === 0 ? [] : [{ title: 'Recommendations', parts: anew.map(({ label, keys }) => countPart(label, keys)) }]),
  ];
}
