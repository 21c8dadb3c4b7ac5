import { canonicalJson } from '../../item/canonical-json';
import type { ItemChange } from '../../item/diff';
import type { ItemData } from '../../item/json';
import { type DerivedObservations, type DerivedPart, type PeoplesPart, proposedTitle } from './derive-observations';
import { isCaseLinkKey, type Observation, observationSchema } from './observation-item';

/** What a reviewer turned down, by key. */
export interface TurnedDown {
  by: string;
  reasons: ReadonlyMap<string, string>;
}

function unwritten(derived: DerivedPart): PeoplesPart {
  return {
    title: proposedTitle(derived),
    text: '',
    impact: '',
    severity: derived.proposed,
    severityReason: '',
    decision: null,
    decisionReason: '',
    mergedInto: null,
    remediationOwner: derived.owner,
    remediationDue: null,
    remediationAction: '',
    turnedDownBy: null,
    turnedDownReason: '',
    answer: '',
  };
}

/** What people wrote of an observation, and nothing that is derived. */
function peoplesPart(of: Observation): PeoplesPart {
  const { title, text, impact, severity, severityReason, decision, decisionReason, mergedInto } = of;
  const { remediationOwner, remediationDue, remediationAction, turnedDownBy, turnedDownReason, answer } = of;
  return {
    title,
    text,
    impact,
    severity,
    severityReason,
    decision,
    decisionReason,
    mergedInto,
    remediationOwner,
    remediationDue,
    remediationAction,
    turnedDownBy,
    turnedDownReason,
    answer,
  };
}

/**
 * An observation whose figures are derived anew beside what people made of it. Who took the severity as proposed takes it as it is
 * proposed now; where the cases or the proposal moved, the disposition is asked for again and the words stay.
 */
function observedAnew(before: Observation, now: DerivedPart): Observation {
  const kept = peoplesPart(before);
  const moved = before.failed !== now.failed || before.proposed !== now.proposed;
  return {
    ...now,
    ...kept,
    position: before.position,
    severity: before.severity === before.proposed ? now.proposed : kept.severity,
    remediationOwner: kept.remediationOwner ?? now.owner,
    ...(moved ? { decision: null } : {}),
  };
}

function turnedDown(observation: Observation, by: string, reason: string): Observation {
  return { ...observation, decision: null, decisionReason: '', turnedDownBy: by, turnedDownReason: reason, answer: '' };
}

/**
 * Answers what changes in the items of a version when its observations are derived: all of them at first, and later what moved, so that
 * what was said of the others is inherited. What people wrote stays.
 */
export function writeObservations(
  before: ReadonlyMap<string, ItemData>,
  { observations, cases }: DerivedObservations,
  rejected: TurnedDown | null,
): ItemChange[] {
  const former = new Map([...before].flatMap(([key, data]) => (isCaseLinkKey(key) ? [] : [[key, observationSchema.parse(data)] as const])));
  let last = Math.max(0, ...[...former.values()].map(({ position }) => position));
  const gone = [...before.keys()]
    .filter((key) => !observations.has(key) && !cases.has(key))
    .map((key): ItemChange => ({ key, op: 'remove' }));
  const written = [...observations].map(([key, now]): [string, ItemData] => {
    const known = former.get(key);
    const observation = known === undefined ? { ...now, ...unwritten(now), position: (last += 1) } : observedAnew(known, now);
    // What it was told with is gone: it stands by itself again.
    const stands = observation.mergedInto === null || observations.has(observation.mergedInto);
    const told = stands ? observation : { ...observation, mergedInto: null, decision: null };
    const reason = rejected?.reasons.get(key);
    return [key, rejected === null || reason === undefined ? told : turnedDown(told, rejected.by, reason)];
  });
  const puts = [...written, ...cases].flatMap(([key, data]): ItemChange[] => {
    const known = before.get(key);
    return known !== undefined && canonicalJson(known) === canonicalJson(data) ? [] : [{ key, op: 'put', data }];
  });
  return [...gone, ...puts];
}

/** What follows from an edit: a person's words on the figures that the draft holds, whatever an earlier version's row held. */
export function settleObservation(edited: ItemData, before: ItemData | null): ItemData {
  const { data: said } = observationSchema.safeParse(edited);
  const { data: held } = observationSchema.safeParse(before);
  if (said === undefined || held === undefined) return before !== null && before.kind === 'case' ? before : edited;
  return { ...held, ...peoplesPart(said) };
}
