import type { Figure } from '../../../phase/figure';
import { counted } from '../../../phase/filters';
import { DRAW_METHOD_LABELS, DRAW_PREFIX } from '../../sample-selection/facts';
import { designInWords, sizeInWords } from '../../sample-selection/words';
import { countText, figure, figureCode } from './figure';
import type { ReportSources } from './sources';
import { reportedRuns, testCites } from './tested-cases';

const RECORD = { one: 'record', many: 'records' };

/** How records were drawn, by which seed and size and why, and which comparisons are looser than usual. */
export function approachFigures(sources: ReportSources): Figure[] {
  const { sample } = sources;
  const draws = sample?.draws ?? [];
  const cites = sample === null ? [] : [sample.cite];
  const runs = reportedRuns(sources);
  const looser = new Set(runs.flatMap(({ run }) => (run.looser ? [run.attribute] : [])));
  return [
    ...figure('draws', 'Draws', countText(draws.length), 'Draws that the approved sample was made by, each kept.', cites),
    ...draws.flatMap(({ key, draw }) => {
      const ordinal = key.slice(DRAW_PREFIX.length);
      // Interval and total of a monetary draw tell of values, which may be confidential.
      const design = draw.design === undefined || draw.design.kind === 'monetary-unit' ? '' : ` ${designInWords(draw.design)}`;
      const of = (part: string) => figureCode('draw', ordinal, part);
      return [
        ...figure(
          of('method'),
          `Draw ${ordinal}, method`,
          DRAW_METHOD_LABELS[draw.method],
          `As drawn, by ${draw.methodVersion}.${design}`,
          cites,
        ),
        ...figure(
          of('size'),
          `Draw ${ordinal}, size`,
          sizeInWords(draw),
          `${counted(draw.drawn, RECORD)} came out of ${counted(draw.population.count, RECORD)}.`,
          cites,
        ),
        ...(draw.seed === '' ? [] : figure(of('seed'), `Draw ${ordinal}, seed`, draw.seed, 'Made by the server for this draw.', cites)),
      ];
    }),
    ...figure(
      'comparisons.looser',
      'Looser comparisons',
      countText(looser.size),
      'Attributes with a run that was compared more loosely than their type is, with a reason that a Test Executive accepted.',
      testCites(sources),
    ),
  ];
}
