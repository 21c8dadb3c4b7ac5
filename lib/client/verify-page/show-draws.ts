import type { RepeatedDraw } from '#domain/package/draws/repeat-draws';
import type { Manifest } from '#domain/package/manifest';
import { PHASE_LABELS } from '#domain/phase/phase-names';
import { DRAW_METHOD_LABELS } from '#domain/phases/sample-selection/facts';
import { definitions, element, section } from './elements';

const OUTCOMES: Record<RepeatedDraw['outcome'], { word: string; sign: string; className: string }> = {
  same: { word: 'The same records come out', sign: '✓', className: 'same' },
  differs: { word: 'It differs', sign: '✗', className: 'differs' },
  'not repeated': { word: 'Not repeated here', sign: '!', className: 'passed-over' },
};

/**
 * The certificates of the draws of a package: of each what was drawn from what, by which rule and seed, and what drawing again came to. They print
 * one below the other, without the rest of the page.
 */
export function drawCertificates(manifest: Manifest, draws: readonly RepeatedDraw[], withheld: number): HTMLElement {
  const body = element('div', 'certificates');
  const print = element('button', '', 'Print the certificates');
  print.setAttribute('type', 'button');
  print.addEventListener('click', () => {
    document.body.classList.add('certificates-only');
    window.print();
    document.body.classList.remove('certificates-only');
  });
  if (draws.length > 0) body.append(print);
  body.append(...draws.map((draw) => certificate(manifest, draw)));
  if (withheld > 0)
    body.append(element('p', '', `${withheld} ${withheld === 1 ? 'draw is' : 'draws are'} withheld in this package, and not repeated.`));
  return section('Draws, made again', body);
}

function certificate(manifest: Manifest, { version, key, fact, outcome, words }: RepeatedDraw): HTMLElement {
  const { word, sign, className } = OUTCOMES[outcome];
  const made = element('article', `certificate ${className}`);
  const number = Number(key.replace(/^.*\//, ''));
  made.append(
    element('h4', '', `Sampling certificate: draw ${number}`),
    element('p', 'outcome', `${sign} ${word}${words === '' ? '.' : `: ${words}`}`),
  );
  const { population, design } = fact;
  const column = design && 'attribute' in design ? design.attribute : null;
  const lines: [string, string][] = [
    ['Report', `${manifest.report}, ${manifest.cycle}`],
    ['Drawn from', `${population.fileName}, as of ${population.asOfDate}: ${count(population.count)} records`],
    ['SHA-256 of the file', population.fileSha256],
    ['Hash of the population', population.hash],
    ['Method', `${DRAW_METHOD_LABELS[fact.method]}${column === null ? '' : ` by ${column}`}`],
    ['Rule', fact.methodVersion],
    ['Seed', fact.seed === '' ? 'none: nothing is ranked' : fact.seed],
    ['Asked for', count(fact.asked)],
    ['Drawn', count(fact.drawn)],
    ['Replaced', count(fact.replaced.length)],
    ['Hash of the drawn keys', fact.keysHash],
    ['Stands in', `${PHASE_LABELS['sample-selection']}, version ${version}`],
    ...(fact.reason === '' ? [] : [['Reason', fact.reason] satisfies [string, string]]),
  ];
  made.append(definitions(lines));
  return made;
}

function count(value: number): string {
  return value.toLocaleString('en');
}
