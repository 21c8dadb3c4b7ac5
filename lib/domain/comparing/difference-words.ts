import { counted } from '../phase/filters';
import type { Decimal } from '../rules/decimal';
import { isoDate } from '../rules/rule-dates';
import { aligned, decimalText, magnitude } from './exact-decimal';
import { quoted } from './folded-text';
import type { Moment, TimeOfDay } from './time-of-day';

const DAYS = { one: 'day', many: 'days' };
/** Texts up to this length are told whole. */
const TOLD_WHOLE = 40;
/** Elements of a list that are told. */
const TOLD_ELEMENTS = 5;
const PERCENT_SCALE = 100n;

/** `part` of `whole` in per cent, rounded half up to two places; it may be above 100. */
function percentText(part: bigint, whole: bigint): string {
  const hundredths = (2n * part * 100n * PERCENT_SCALE + whole) / (2n * whole);
  return decimalText({ units: hundredths, scale: 2 });
}

/** How far a reported number lies from its evidence, as a sentence; null where they are equal. */
export function numbersApart(reported: Decimal, evidence: Decimal): string | null {
  const [r, e, scale] = aligned(reported, evidence);
  if (r === e) return null;
  const apart = decimalText({ units: magnitude(r - e), scale });
  const share = e === 0n ? '' : ` (${percentText(magnitude(r - e), magnitude(e))} % of it)`;
  return `What is reported is ${apart} ${r > e ? 'higher' : 'lower'} than the evidence${share}.`;
}

/** How many days a reported day lies from its evidence, as a sentence; null where they are equal. */
export function daysApart(reported: number, evidence: number): string | null {
  if (reported === evidence) return null;
  const apart = counted(Math.abs(reported - evidence), DAYS);
  return `What is reported is ${apart} ${reported > evidence ? 'later' : 'earlier'} than the evidence: ${isoDate(reported)} against ${isoDate(evidence)}.`;
}

function clock({ minutes, seconds, ahead }: TimeOfDay): string {
  const two = (part: number) => String(part).padStart(2, '0');
  const zone = ahead === null ? '' : ` (UTC${ahead < 0 ? '−' : '+'}${two(Math.floor(Math.abs(ahead) / 60))}:${two(Math.abs(ahead) % 60)})`;
  return `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}${seconds === null ? '' : `:${seconds}`}${zone}`;
}

/** How a reported day with its time differs from its evidence, as a sentence; null where it does not. */
export function momentsApart(reported: Moment, evidence: Moment): string | null {
  if (reported.day !== evidence.day) return daysApart(reported.day, evidence.day);
  if (reported.time === null || evidence.time === null || clock(reported.time) === clock(evidence.time)) return null;
  return `The time of day differs: ${clock(reported.time)} is reported, ${clock(evidence.time)} in the evidence.`;
}

function firstDifference(a: readonly string[], b: readonly string[]): number {
  const at = a.findIndex((character, index) => character !== b[index]);
  return at === -1 ? a.length : at;
}

/** How a reported text differs from its evidence, as a sentence; long ones from shortly before their first difference on. */
export function textsApart(reported: string, evidence: string): string {
  const [ours, theirs] = [[...reported], [...evidence]];
  if (ours.length <= TOLD_WHOLE && theirs.length <= TOLD_WHOLE)
    return `${quoted(reported)} is reported; the evidence says ${quoted(evidence)}.`;
  const at = firstDifference(ours, theirs);
  const around = (characters: readonly string[]) => quoted(characters.slice(Math.max(0, at - 10), at + 40).join(''));
  return `They differ from character ${at + 1} on: ${around(ours)} is reported, ${around(theirs)} in the evidence.`;
}

function elementWords(elements: readonly string[]): string {
  const told = elements.slice(0, TOLD_ELEMENTS).map(quoted).join(', ');
  return elements.length > TOLD_ELEMENTS ? `${told} and ${elements.length - TOLD_ELEMENTS} more` : told;
}

/** Which elements only one of two lists has, as sentences; null where both have the same. Lists map elements as compared to elements as written. */
export function listsApart(reported: ReadonlyMap<string, string>, evidence: ReadonlyMap<string, string>): string | null {
  const missing = (from: ReadonlyMap<string, string>, of: ReadonlyMap<string, string>) =>
    [...of].filter(([element]) => !from.has(element)).map(([, written]) => written);
  const [onlyOurs, onlyTheirs] = [missing(evidence, reported), missing(reported, evidence)];
  const sentences = [
    ...(onlyOurs.length === 0 ? [] : [`Only reported: ${elementWords(onlyOurs)}.`]),
    ...(onlyTheirs.length === 0 ? [] : [`Only in the evidence: ${elementWords(onlyTheirs)}.`]),
  ];
  return sentences.length === 0 ? null : sentences.join(' ');
}
