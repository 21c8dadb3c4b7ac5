import type { Figure } from '../../phase/figure';
import { CONSENT_TEXT } from '../../version/consent';
import { namedFigures } from './body-text';
import { approachFigures } from './figures/approach';
import { attestationFigures } from './figures/attestation';
import { coverageFigures } from './figures/coverage';
import { summaryFigures } from './figures/executive-summary';
import { phaseFigures } from './figures/phase-analysis';
import { recommendationFigures } from './figures/recommendations';
import { resultFigures } from './figures/results';
import type { ReportSources } from './figures/sources';
import { testedAttributes } from './figures/tested-cases';
import { valueFigures } from './figures/value';
import { SECTIONS, type SectionKey } from './section-item';

/** The figures of each section, in the order in which they are read. */
export type DerivedSections = Readonly<Record<SectionKey, readonly Figure[]>>;

/** Derives every figure of the report from approved versions (domain.md, "9 Final Report"). Pure: the same versions give the same figures. */
export function deriveSections(sources: ReportSources): DerivedSections {
  const attributes = testedAttributes(sources);
  return {
    '01-executive-summary': summaryFigures(sources, attributes),
    '02-approach': approachFigures(sources),
    '03-coverage': coverageFigures(sources),
    '04-phase-analysis': phaseFigures(sources),
    '05-results': resultFigures(sources, attributes),
    '06-value': valueFigures(sources),
    '07-recommendations': recommendationFigures(sources),
    '08-attestation': attestationFigures(sources),
  };
}

/** What a section says at first, each sentence with the figures that it needs; without them it is left out. */
const PROPOSED: Record<SectionKey, readonly string[]> = {
  '01-executive-summary': [
    'The report was tested in {{lines}} lines of business, on {{cases.tested}} cases. Of these, {{cases.failed}} failed and {{cases.inconclusive}} are inconclusive.',
    'Of the cases on records that were drawn at random, {{random.passed}} passed.',
    'The greatest upper bound of a deviation rate is {{bound.greatest}}.',
    'There are {{observations.total}} observations: {{observations.critical}} critical, {{observations.high}} high, {{observations.medium}} medium, {{observations.low}} low and {{observations.informational}} informational.',
  ],
  '02-approach': [
    'The records were chosen by {{draws}} draws, which are stated below with method, size and seed, so that each can be drawn again.',
    'Attributes that were compared more loosely than their type is: {{comparisons.looser}}.',
  ],
  '03-coverage': [
    'The report has {{attributes}} attributes. {{scope.tested}} were tested and {{scope.keys}} are keys.',
    'From {{records.population}} records {{records.sampled}} were sampled, of which {{records.random}} were drawn at random.',
    'Evidence was asked for {{cases.asked}} cases; {{cases.covered}} were tested. Evidence could not be had for {{cases.unobtainable}}.',
    'What of the report was tested is stated below.',
  ],
  '04-phase-analysis': ['The versions of each phase, what was sent back, and who decided are stated below.'],
  '05-results': [
    'The rules of data quality score {{dq.score}}.',
    'What each attribute came to, and its deviation rate in each random sample, is stated below. Records that were not drawn at random are counted and say nothing of the population.',
  ],
  '06-value': [
    'Of what was observed, {{findings.returned}} came again after they were closed, and {{findings.open}} were still open from an earlier cycle.',
    'Remediation is planned for {{remediation.planned}} observations, with {{remediation.records}} failing cases.',
  ],
  '07-recommendations': ['What is to be mended, by whom and until when, is stated below, the gravest first.'],
  '08-attestation': ['{{untested}} attributes were not tested.', CONSENT_TEXT],
};

/** The text that a section begins with, of the sentences whose figures there are. */
export function proposedBody(section: SectionKey, codes: ReadonlySet<string>): string {
  return PROPOSED[section].filter((paragraph) => namedFigures(paragraph).every((code) => codes.has(code))).join('\n\n');
}

/** The values of all figures by their codes, for reading texts. */
export function figureValues(sections: Iterable<{ figures: readonly Figure[] }>): Map<string, string> {
  const values = new Map<string, string>();
  for (const { figures } of sections) for (const { code, value } of figures) values.set(code, value);
  return values;
}

/** The codes of the figures of all sections. */
export function derivedCodes(derived: DerivedSections): Set<string> {
  return new Set(SECTIONS.flatMap((section) => derived[section].map(({ code }) => code)));
}
