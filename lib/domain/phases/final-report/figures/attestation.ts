import type { Figure } from '../../../phase/figure';
import { countText, figure, figureCode } from './figure';
import type { ReportSources } from './sources';

/** What was not tested, and why. */
export function attestationFigures({ scoping, lines }: ReportSources): Figure[] {
  const scoped = scoping === null ? [] : [scoping.cite];
  const left = scoping?.attributes.filter(({ finalScoping }) => finalScoping === 'skip') ?? [];
  const requests = lines.flatMap((line) => line.requests);
  const withheld = new Map<string, { name: string; reasons: Set<string>; count: number; cites: (typeof requests)[number]['cite'][] }>();
  for (const { cite, cases } of requests) {
    for (const { attribute, attributeName, unobtainable } of cases) {
      if (unobtainable === '') continue;
      const known = withheld.get(attribute) ?? { name: attributeName, reasons: new Set<string>(), count: 0, cites: [] };
      known.reasons.add(unobtainable);
      known.count += 1;
      known.cites.push(cite);
      withheld.set(attribute, known);
    }
  }
  return [
    ...figure('untested', 'Attributes not tested', countText(left.length), 'Attributes that Scoping leaves out.', scoped),
    ...left
      .filter(({ decision }) => decision === 'decline')
      .flatMap(({ code, name, decisionReason }) =>
        figure(
          figureCode('untested', code),
          `${name}, not tested`,
          decisionReason,
          'Recommended for testing and declined, with this reason.',
          scoped,
        ),
      ),
    ...[...withheld].flatMap(([code, { name, reasons, count, cites }]) =>
      figure(
        figureCode('unobtainable', code),
        `${name}, evidence not to be had`,
        `${countText(count)}: ${[...reasons].sort().join(' ')}`,
        'Cases of which a Test Executive agreed that their evidence cannot be had, with the reasons.',
        cites,
      ),
    ),
  ];
}
