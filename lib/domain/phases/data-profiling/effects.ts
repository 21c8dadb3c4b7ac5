import type { EffectContext, SummaryPart, SummarySection } from '../../phase/definition';
import { all, counted } from '../../phase/filters';
import { capitalised } from '../../phase/labels';
import { countPart, keysFilter, moved, movedCount, type NamedEffect, namedSection } from '../../phase/parts';
import { failures, movedBy, type RuleChange, type RuleChangeKind, ruleChanges } from './rule-changes';
import { type Rule, ruleSchema } from './rule-item';
import { ruleScore, type Score } from './score';

const FAILURES = { one: 'failure', many: 'failures' };

async function rulesOf(context: EffectContext['head']): Promise<Rule[]> {
  return (await context.list(all())).map(({ data }) => ruleSchema.parse(data));
}

function scoreWords({ score }: Score): string {
  return score === null ? 'None' : `${score} %`;
}

/** "33 no longer found", "5 newly found", or nothing. */
function difference({ failedBefore, failedAfter }: RuleChange): string {
  const by = failedAfter - failedBefore;
  return by === 0 ? '' : by < 0 ? `${(-by).toLocaleString('en-US')} no longer found.` : `${by.toLocaleString('en-US')} newly found.`;
}

function ranWords(rule: Rule | null): string {
  const result = rule?.result ?? null;
  if (result === null) return 'Not run';
  if (result.status === 'cannot-run') return 'Cannot run';
  if (result.status === 'misread') return 'Satisfied by no record';
  return result.status === 'tested-nothing' ? 'Tested nothing' : counted(result.failed, FAILURES);
}

function sentences(...parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join(' ');
}

function because(rule: Rule | null): string {
  if (rule?.decision === null) return 'Not decided yet.';
  const reason = rule?.decisionReason.trim() ?? '';
  return reason === '' ? '' : `Reason: ${reason}`;
}

/** A change of use or of expression: failures before and after, the expressions, and why. */
function describe(change: RuleChange): NamedEffect {
  const { key, kind, before, after, failedBefore, failedAfter } = change;
  const rule = after ?? before;
  const label = rule === null || rule.name === '' || rule.name === key ? key : `${rule.name} (${key})`;
  const weight = Math.abs(failedAfter - failedBefore);
  const effect = (value: string, ...help: readonly string[]): NamedEffect => ({ key, label, value, help: sentences(...help), weight });
  const expressions =
    before !== null && after !== null && before.expression !== after.expression
      ? `Was: ${before.expression}. Now: ${after.expression}.`
      : '';
  const tested =
    before?.result && after?.result && before.result.tested !== after.result.tested
      ? `Tested on ${movedCount(before.result.tested, after.result.tested)} records.`
      : '';
  switch (kind) {
    case 'dropped':
    case 'left-out':
      return effect(`${movedCount(failedBefore, 0)} failures`, difference(change), because(after));
    case 'added':
    case 'taken-in':
      return effect(ranWords(after), after === null ? '' : `${after.severity}, ${after.dimension}: ${after.expression}`);
    case 'weighed':
      return effect(
        moved(`${before?.severity ?? ''} ${before?.dimension ?? ''}`, `${after?.severity ?? ''} ${after?.dimension ?? ''}`),
        `Found ${ranWords(after)}.`,
      );
    case 'not-run':
      return effect('Not run as it stands', expressions);
    case 'without-effect':
      return effect(counted(failedAfter, FAILURES), expressions, tested);
    case 'loosened':
    case 'tightened':
    case 'moved-by-data':
    case 'beside':
      return before?.result?.status === 'ran' && after?.result?.status === 'ran'
        ? effect(`${movedCount(failedBefore, failedAfter)} failures`, difference(change), tested, expressions)
        : effect(moved(ranWords(before), ranWords(after)), difference(change), expressions);
  }
}

const SECTIONS: readonly { kind: RuleChangeKind; title: string }[] = [
  { kind: 'loosened', title: 'Rules loosened' },
  { kind: 'dropped', title: 'Rules dropped' },
  { kind: 'left-out', title: 'Rules excluded' },
  { kind: 'not-run', title: 'Rules not run as they stand' },
  { kind: 'tightened', title: 'Rules tightened' },
  { kind: 'added', title: 'Rules added' },
  { kind: 'taken-in', title: 'Rules included' },
  { kind: 'without-effect', title: 'Rules changed without effect on failures' },
  { kind: 'weighed', title: 'Rules weighed differently' },
  { kind: 'moved-by-data', title: 'Results moved by new data' },
];

/** Failures that vanished or appeared, and what made them: changed rules, or other data under the same rules. */
function failureParts(changes: readonly RuleChange[]): SummaryPart[] {
  return (['rules', 'data'] as const).flatMap((cause) => {
    const caused = changes.filter(({ kind }) => movedBy(kind) === cause);
    const why = cause === 'rules' ? 'by changed rules' : 'by new data';
    return (
      [
        ['No longer found', -1],
        ['Newly found', 1],
      ] as const
    ).flatMap(([words, sign]) => {
      const those = caused.filter(({ failedBefore, failedAfter }) => sign * (failedAfter - failedBefore) > 0);
      const sum = those.reduce((total, { failedBefore, failedAfter }) => total + sign * (failedAfter - failedBefore), 0);
      return sum === 0
        ? []
        : [
            {
              label: `${words} ${why}`,
              value: sum.toLocaleString('en-US'),
              help: `In ${counted(those.length, { one: 'rule', many: 'rules' })}.`,
              filter: keysFilter(those.map(({ key }) => key)),
            },
          ];
    });
  });
}

function scoreParts(before: readonly Rule[], after: readonly Rule[]): SummaryPart[] {
  const [was, is] = [ruleScore(before), ruleScore(after)];
  const part = (label: string, from: Score, to: Score): SummaryPart => ({
    label,
    value: moved(scoreWords(from), scoreWords(to)),
    help: `From ${movedCount(from.counted, to.counted)} rules.`,
  });
  const none: Score = { score: null, counted: 0, cannotRun: 0, misread: 0, testedNothing: 0, notRun: 0 };
  const dimensions = [...new Set([...was.byDimension, ...is.byDimension].map(({ dimension }) => dimension))];
  const byDimension = dimensions.flatMap((dimension) => {
    const find = (of: typeof was) => of.byDimension.find((one) => one.dimension === dimension) ?? none;
    const [from, to] = [find(was), find(is)];
    return from.score === to.score ? [] : [part(capitalised(dimension), from, to)];
  });
  return [part('All included rules', was, is), ...byDimension];
}

/**
 * What a reviewer sees first of a revised Data Profiling: failures that vanished or appeared and why, the score before and after,
 * then the rules by what happened to them. Failures are counted rule by rule: a record that fails two rules counts twice.
 */
export async function dataProfilingEffects({ base, head, changes }: EffectContext): Promise<readonly SummarySection[]> {
  const [before, after] = await Promise.all([rulesOf(base), rulesOf(head)]);
  const changed = ruleChanges(changes);
  const total = (rules: readonly Rule[]) => rules.reduce((sum, rule) => sum + failures(rule), 0);
  const looking = changed.filter(({ kind }) => kind !== 'beside');
  if (looking.length === 0) return [];
  const undecided = changed.filter(({ before: was, after: is }) => was === null && is !== null && is.decision === null);
  return [
    {
      title: 'Effect on failures',
      parts: [
        {
          label: 'Failures found by included rules',
          value: movedCount(total(before), total(after)),
          help: 'Counted rule by rule: a record that fails two rules counts twice.',
        },
        ...failureParts(changed),
        ...(undecided.length > 0
          ? [
              countPart(
                'Proposed and not decided',
                undecided.map(({ key }) => key),
              ),
            ]
          : []),
      ],
    },
    { title: 'Data quality score', parts: scoreParts(before, after) },
    ...SECTIONS.flatMap(({ kind, title }) => namedSection(title, changed.filter((change) => change.kind === kind).map(describe))),
  ];
}
