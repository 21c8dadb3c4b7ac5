import { GRADES } from '../../observing/severity';
import type { EffectContext, ItemChangePair, SummarySection } from '../../phase/definition';
import { capitalised } from '../../phase/labels';
import { countPart, keysFilter, moved, movedCount, type NamedEffect, namedSection } from '../../phase/parts';
import { CASES } from './filters';
import { isCaseLinkKey, type Observation, observationSchema } from './observation-item';

interface Change {
  key: string;
  before: Observation | null;
  after: Observation | null;
}

function parsed({ key, before, after }: ItemChangePair): Change {
  return {
    key,
    before: before === null ? null : observationSchema.parse(before),
    after: after === null ? null : observationSchema.parse(after),
  };
}

/** Graver ones first. */
function weight({ severity }: Observation): number {
  return GRADES.length - GRADES.indexOf(severity);
}

function named(key: string, of: Observation, value: string, help: string): NamedEffect {
  return { key, label: of.title === '' ? key : of.title, value, help, weight: weight(of) };
}

const bound = ({ upperPercent }: Observation) => (upperPercent === null ? 'no rate' : `${upperPercent} %`);

function severityOf({ key, before, after }: Change): NamedEffect[] {
  if (before === null || after === null || before.severity === after.severity) return [];
  const help = after.severityReason.trim() === '' ? `Proposed: ${after.proposed}.` : after.severityReason;
  return [named(key, after, moved(capitalised(before.severity), capitalised(after.severity)), help)];
}

function dispositionOf({ key, before, after }: Change): NamedEffect[] {
  if (before === null || after === null) return [];
  if (before.mergedInto !== after.mergedInto && after.mergedInto !== null)
    return [named(key, after, 'Merged', `Told with ${after.mergedInto}.`)];
  if (before.decision === after.decision || after.decision !== 'not-an-issue') return [];
  return [named(key, after, 'Not an issue', after.decisionReason)];
}

function casesOf({ key, before, after }: Change): NamedEffect[] {
  if (before === null || after === null || (before.failed === after.failed && before.tested === after.tested)) return [];
  const value = `${movedCount(before.failed, after.failed)} of ${movedCount(before.tested, after.tested)}`;
  return [named(key, after, value, `Upper bound: ${moved(bound(before), bound(after))}.`)];
}

/** What a revision changes: observations that come, go, weigh otherwise or are told otherwise, and cases in and out with the rates. */
export async function observationEffects({ changes, base, head }: EffectContext): Promise<readonly SummarySection[]> {
  const observations = changes.filter(({ key }) => !isCaseLinkKey(key)).map(parsed);
  const links = changes.filter(({ key }) => isCaseLinkKey(key));
  const come = observations.flatMap(({ key, before, after }) =>
    before === null && after !== null ? [named(key, after, capitalised(after.severity), after.arithmetic)] : [],
  );
  const gone = observations.flatMap(({ key, before, after }) =>
    before !== null && after === null ? [named(key, before, 'Gone', 'None of its cases fails any more.')] : [],
  );
  const inside = links.filter(({ before }) => before === null).map(({ key }) => key);
  const outside = links.filter(({ after }) => after === null).map(({ key }) => key);
  const [before, after] = [await base.count(CASES), await head.count(CASES)];
  const cases: SummarySection[] =
    inside.length + outside.length === 0
      ? []
      : [
          {
            title: 'Failing cases',
            parts: [
              { label: 'Failing cases', value: movedCount(before, after), filter: CASES },
              countPart('New', inside),
              {
                label: 'Not failing any more',
                value: String(outside.length),
                ...(outside.length > 0 ? { filter: keysFilter(outside) } : {}),
              },
            ],
          },
        ];
  return [
    ...namedSection('New observations', come),
    ...namedSection('Observations gone', gone),
    ...namedSection('Changed severity', observations.flatMap(severityOf)),
    ...namedSection('Changed disposition', observations.flatMap(dispositionOf)),
    ...namedSection('Changed cases and rates', observations.flatMap(casesOf)),
    ...cases,
  ];
}
