import { canonicalJson } from '../../item/canonical-json';
import type { ItemChange } from '../../item/diff';
import type { ItemData } from '../../item/json';
import type { TurnedDown } from '../observation-management/write-observations';
import { typedNumbers } from './body-text';
import { type DerivedSections, derivedCodes, proposedBody } from './derive-sections';
import { MATTER_PREFIX, type Matter } from './matters';
import { SECTION_TITLES, SECTIONS, type Section, sectionSchema } from './section-item';

/** The numbers of a text that are no figures, with the reasons that were stated for them; a number that goes takes its reason along. */
export function uncitedNumbers(body: string, stated: Section['uncited']): Section['uncited'] {
  const reasons = new Map(stated.map(({ text, reason }) => [text, reason]));
  return typedNumbers(body).map((text) => ({ text, reason: reasons.get(text) ?? '' }));
}

/** What follows from an edit: people's words on the figures that the draft holds, and the numbers that they typed. */
export function settleSection(edited: ItemData, before: ItemData | null): ItemData {
  const { data: said } = sectionSchema.safeParse(edited);
  const { data: held } = sectionSchema.safeParse(before);
  if (said === undefined || held === undefined) return before ?? edited;
  return { ...held, title: said.title, body: said.body, answer: said.answer, uncited: uncitedNumbers(said.body, said.uncited) };
}

/** A section that nobody wrote in yet. */
function unwritten(key: (typeof SECTIONS)[number], derived: DerivedSections, codes: ReadonlySet<string>): Section {
  const body = proposedBody(key, codes);
  return {
    position: SECTIONS.indexOf(key) + 1,
    title: SECTION_TITLES[key],
    body,
    figures: [...derived[key]],
    uncited: uncitedNumbers(body, []),
    turnedDownBy: null,
    turnedDownReason: '',
    answer: '',
  };
}

/**
 * Answers what changes in a version when its figures and matters are derived anew: all of them at first, and later what moved. What people
 * wrote stays; a section that a signer turned down says so.
 */
export function writeSections(
  before: ReadonlyMap<string, ItemData>,
  derived: DerivedSections,
  matters: ReadonlyMap<string, Matter>,
  rejected: TurnedDown | null,
): ItemChange[] {
  const codes = derivedCodes(derived);
  const sections = SECTIONS.map((key): [string, ItemData] => {
    const { data: known } = sectionSchema.safeParse(before.get(key));
    const section = known === undefined ? unwritten(key, derived, codes) : { ...known, figures: [...derived[key]] };
    const reason = rejected?.reasons.get(key);
    if (rejected === null || reason === undefined) return [key, section];
    return [key, { ...section, turnedDownBy: rejected.by, turnedDownReason: reason, answer: '' }];
  });
  const gone = [...before.keys()]
    .filter((key) => key.startsWith(MATTER_PREFIX) && !matters.has(key))
    .map((key): ItemChange => ({ key, op: 'remove' }));
  const puts = [...sections, ...matters].flatMap(([key, data]): ItemChange[] => {
    const known = before.get(key);
    return known !== undefined && canonicalJson(known) === canonicalJson(data) ? [] : [{ key, op: 'put', data }];
  });
  return [...gone, ...puts];
}
