import { patternLabel } from '../../../comparing/pattern-words';
import { GRADES } from '../../../observing/severity';
import type { Figure } from '../../../phase/figure';
import { capitalised } from '../../../phase/labels';
import type { Observation } from '../../observation-management/observation-item';
import { isKept } from './executive-summary';
import { figure, figureCode } from './figure';
import type { ReportSources } from './sources';

function remediation({ severity, remediationOwner, remediationDue, remediationAction }: Observation): string {
  const who = remediationOwner ?? 'nobody named';
  const action = remediationAction.trim();
  return `${capitalised(severity)}: ${who}, ${remediationDue === null ? 'no day named' : `until ${remediationDue}`}${action === '' ? '' : `. ${action}`}`;
}

/** Who mends what until when, the gravest first, and what is let be. */
export function recommendationFigures({ lines, exceptions }: ReportSources): Figure[] {
  const observed = lines.flatMap(({ key: line, lob, observations }) =>
    observations === null
      ? []
      : observations.observations.filter(([, one]) => isKept(one)).map(([key, one]) => ({ line, lob, key, one, cite: observations.cite })),
  );
  observed.sort((a, b) => GRADES.indexOf(a.one.severity) - GRADES.indexOf(b.one.severity));
  return [
    ...observed.flatMap(({ line, lob, key, one, cite }) =>
      figure(
        figureCode('observation', line, key),
        `${lob}: ${one.title}`,
        remediation(one),
        'The approved observation: its severity, who mends it, until when, and how.',
        [cite],
      ),
    ),
    ...exceptions.flatMap(({ lob, attribute, pattern, until, reason, cite, itemKey }) =>
      figure(
        figureCode('exception', cite.instance, itemKey),
        `${lob}: ${attribute}, ${patternLabel(pattern).toLowerCase()}`,
        `Let be until ${until}: ${reason}`,
        'What the report’s owner said of the finding last.',
        [cite],
      ),
    ),
  ];
}
