import type { Figure } from '../../../phase/figure';
import { ruleScore } from '../../data-profiling/score';
import { DRAW_PREFIX } from '../../sample-selection/facts';
import { countText, figure, figureCode } from './figure';
import type { ReportSources } from './sources';
import type { TestedAttribute } from './tested-cases';

function ofAttribute(sources: ReportSources, { code, name, tested, failed, inconclusive, rates, cites }: TestedAttribute): Figure[] {
  const of = (part: string) => figureCode('attribute', code, part);
  const sampled = sources.sample === null ? [] : [sources.sample.cite];
  return [
    ...figure(of('tested'), `${name}, tested`, countText(tested), 'Accepted runs of the attribute.', cites),
    ...figure(of('failed'), `${name}, failed`, countText(failed), 'Accepted runs whose values do not agree.', cites),
    ...(inconclusive === 0
      ? []
      : figure(
          of('inconclusive'),
          `${name}, inconclusive`,
          countText(inconclusive),
          'Accepted runs without a value to compare with.',
          cites,
        )),
    ...rates.flatMap(({ draw, sample, deviations, riskPercent, upperPercent, method }) => {
      const ordinal = draw.slice(DRAW_PREFIX.length);
      return figure(
        figureCode('rate', code, ordinal),
        `${name}, rate in draw ${ordinal}`,
        `${countText(deviations)} of ${countText(sample)}, at most ${upperPercent} %`,
        `Deviations (failed or inconclusive) among what the draw chose at random; the upper bound at ${riskPercent} % risk by ${method}.`,
        [...cites, ...sampled],
      );
    }),
  ];
}

/** What each attribute came to, and how its rules scored the data. */
export function resultFigures(sources: ReportSources, attributes: readonly TestedAttribute[]): Figure[] {
  const { profiling } = sources;
  const score = profiling === null ? null : ruleScore(profiling.rules).score;
  return [
    ...(profiling === null || score === null
      ? []
      : figure('dq.score', 'Data quality score', `${score} %`, 'Pass rates of the rules in use, weighed by severity and dimension.', [
          profiling.cite,
        ])),
    ...attributes.flatMap((attribute) => ofAttribute(sources, attribute)),
  ];
}
