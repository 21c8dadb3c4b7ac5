import type { SummaryPart, SummarySection } from './definition';

const MOVED = '\u2192';
const COUNT = /^\d[\d,]*$/;
/** Names said of a section that lists items one by one. */
const MOST_SAID = 3;

/**
 * What a revision comes to, in one sentence: "1 out, 7 in, 62 kept; Retail 55 → 88". The first section is said whole, of the others
 * what moved; the sections are those of `PhaseDefinition.effects`, as the reader may see them. Empty where there are none.
 */
export function effectsSentence([first, ...others]: readonly SummarySection[]): string {
  if (!first) return '';
  const moved = others.flatMap(({ parts }) => parts.filter(({ value }) => value.includes(MOVED)).map(labelled));
  return [openingWords(first), ...(moved.length === 0 ? [] : [moved.join(', ')])].join('; ');
}

/** Counts by what they count ("7 in"), figures by their names, and items that are named one by one under the section's title. */
function openingWords({ title, parts }: SummarySection): string {
  if (parts.every(({ value }) => COUNT.test(value) || value.includes(MOVED)))
    return parts.map((part) => (COUNT.test(part.value) ? `${part.value} ${uncapitalised(part.label)}` : labelled(part))).join(', ');
  const rest = parts.length - MOST_SAID;
  const names = parts.slice(0, MOST_SAID).map(({ label }) => label);
  return `${title}: ${names.join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`;
}

function labelled({ label, value }: SummaryPart): string {
  return `${label} ${value}`;
}

function uncapitalised(label: string): string {
  return label.charAt(0).toLowerCase() + label.slice(1);
}
