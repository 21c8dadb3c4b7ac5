import { patternLabel } from '../../../comparing/pattern-words';
import type { Figure } from '../../../phase/figure';
import { keptObservations } from './executive-summary';
import { countText, figure, figureCode } from './figure';
import type { ReportSources } from './sources';
import { observationCites, reportedRuns } from './tested-cases';

/** What fails without a kind of error is grouped with the others of its sort, as in Observation Management. */
const UNTOLD = 'other';

/** What testing found: failures by kind of error, what came again, and what is to be mended. */
export function valueFigures(sources: ReportSources): Figure[] {
  const failed = reportedRuns(sources).filter(({ run }) => run.result === 'fail');
  const patterns = [...new Set(failed.map(({ run }) => run.pattern ?? UNTOLD))].sort();
  const kept = keptObservations(sources);
  const observed = observationCites(sources);
  const recurring = (recurrence: 'returned' | 'still-open') => countText(kept.filter((one) => one.recurrence === recurrence).length);
  return [
    ...patterns.flatMap((pattern) => {
      const own = failed.filter(({ run }) => (run.pattern ?? UNTOLD) === pattern);
      return figure(
        figureCode('pattern', pattern),
        patternLabel(pattern),
        countText(own.length),
        'Accepted runs that failed in this way.',
        own.map(({ cite }) => cite),
      );
    }),
    ...figure(
      'findings.returned',
      'Findings that came again',
      recurring('returned'),
      'Observations of what was closed in an earlier cycle.',
      observed,
    ),
    ...figure(
      'findings.open',
      'Findings still open',
      recurring('still-open'),
      'Observations of what was open in an earlier cycle.',
      observed,
    ),
    ...figure(
      'remediation.planned',
      'Remediations planned',
      countText(kept.filter(({ remediationOwner, remediationDue }) => remediationOwner !== null && remediationDue !== null).length),
      'Observations that say who mends them, and until when.',
      observed,
    ),
    ...figure(
      'remediation.records',
      'Records to be corrected',
      countText(kept.filter(({ remediationOwner }) => remediationOwner !== null).reduce((sum, { failed: cases }) => sum + cases, 0)),
      'Failing cases of the observations that say who mends them.',
      observed,
    ),
  ];
}
