import type { GivenSignature, RenderedVersion } from '#data/reporting/rendered-version.queries';
import { GRADES } from '#domain/observing/severity';
import { ROLE_LABELS, type Role } from '#domain/people/roles';
import { versionInWords } from '#domain/phase/chain-address';
import type { Figure } from '#domain/phase/figure';
import { capitalised } from '#domain/phase/labels';
import { readText } from '#domain/phases/final-report/body-text';
import type { Section } from '#domain/phases/final-report/section-item';
import { SECURITY_CLASSES } from '#domain/phases/planning/attribute-item';
import type { BarChart, DocumentSection, DocumentSignature, ReportDocument } from './report-document';

/** Versions that one figure names before it counts the rest. */
const MOST_CITED = 6;
/** Bars of one chart; what did worst comes first. */
const MOST_BARS = 20;
const SHOWN_OF_HASH = 16;
const UNCLASSIFIED = 'internal';

/** Makes of a version's sections what is set in print. `name` puts names in place of handles, as people were called when it was submitted. */
export function documentOfReport(
  version: RenderedVersion,
  sections: readonly Section[],
  signatures: readonly GivenSignature[] | null,
  name: (text: string) => string,
): ReportDocument {
  const values = new Map(sections.flatMap(({ figures }) => figures.map(({ code, value }) => [code, value] as const)));
  const inOrder = sections.toSorted((one, other) => one.position - other.position);
  return {
    reportName: version.reportName,
    regulator: version.regulator,
    cycleName: version.cycleName,
    classification: classificationOf(version.classes),
    version: { number: version.number, hash: version.hash },
    sections: inOrder.map((section) => sectionInPrint(section, values, name)),
    signatures: signatures && signatures.map(signatureInPrint),
  };
}

/** The strictest class of what the report tells of. */
function classificationOf(classes: readonly string[]): string {
  const strictest = SECURITY_CLASSES.findLast((one) => classes.includes(one)) ?? UNCLASSIFIED;
  return strictest === 'hrci' ? 'HRCI' : capitalised(strictest);
}

function sectionInPrint(
  { title, body, figures, uncited }: Section,
  values: ReadonlyMap<string, string>,
  name: (text: string) => string,
): DocumentSection {
  return {
    title: name(title),
    paragraphs: readText(body, values)
      .split(/\n\s*\n/)
      .map((paragraph) => name(paragraph.trim()))
      .filter((paragraph) => paragraph !== ''),
    charts: [severityChart(figures), failureChart(figures)].filter((chart) => chart !== null),
    figures: figures.map(({ label, value, rule, cites }) => ({
      label: name(label),
      value: name(value),
      rule: name(rule),
      from: citesInWords(cites),
    })),
    uncited: uncited.map(({ text, reason }) => ({ text, reason: name(reason) })),
  };
}

function citesInWords(cites: Figure['cites']): string {
  const named = cites
    .slice(0, MOST_CITED)
    .map((cite) => `${versionInWords(cite, cite.number)} (${cite.versionHash.slice(0, SHOWN_OF_HASH)})`);
  const more = cites.length - named.length;
  return `${named.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}

/** A figure's value as a length; null where it is no count. */
function countOf(figures: readonly Figure[], code: string): number | null {
  const figure = figures.find((one) => one.code === code);
  const count = figure === undefined ? Number.NaN : Number(figure.value.replaceAll(',', ''));
  return Number.isFinite(count) ? count : null;
}

function severityChart(figures: readonly Figure[]): BarChart | null {
  const bars = GRADES.flatMap((grade) => {
    const value = countOf(figures, `observations.${grade}`);
    return value === null ? [] : [{ label: capitalised(grade), value, text: String(value) }];
  });
  return bars.some(({ value }) => value > 0) ? { title: 'Observations by severity', bars } : null;
}

const FAILED = /^attribute\.(.+)\.failed$/;

/** Failed runs by attribute, of those where any failed. */
function failureChart(figures: readonly Figure[]): BarChart | null {
  const bars = figures.flatMap(({ code, label }) => {
    const [, attribute] = FAILED.exec(code) ?? [];
    if (attribute === undefined) return [];
    const failed = countOf(figures, code) ?? 0;
    const tested = countOf(figures, `attribute.${attribute}.tested`) ?? 0;
    const of = label.slice(0, label.lastIndexOf(','));
    return failed > 0 ? [{ label: of, value: failed, text: `${failed.toLocaleString('en-US')} of ${tested.toLocaleString('en-US')}` }] : [];
  });
  bars.sort((one, other) => other.value - one.value || (one.label < other.label ? -1 : 1));
  return bars.length === 0 ? null : { title: 'Failed tests by attribute', bars: bars.slice(0, MOST_BARS) };
}

function signatureInPrint({ name, role, at, consentHash, pdfHash }: GivenSignature): DocumentSignature {
  return { name, role: ROLE_LABELS[role as Role], at, consentHash, pdfHash: pdfHash ?? '' };
}
