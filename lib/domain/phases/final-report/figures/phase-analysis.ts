import type { Figure } from '../../../phase/figure';
import { PHASE_LABELS, PHASES } from '../../../phase/phase-names';
import { countText, figure } from './figure';
import type { ReportSources } from './sources';

const ROLE_WORDS = (role: string) => role.replaceAll('_', ' ');

/** How each phase came to what is approved: its versions, what was sent back, and who decided. Of a phase in lanes, over all of them. */
export function phaseFigures({ history }: ReportSources): Figure[] {
  return PHASES.flatMap((phase) => {
    const chains = history.filter(({ cite }) => cite.phase === phase);
    const cites = chains.map(({ cite }) => cite);
    const label = PHASE_LABELS[phase];
    const sum = (of: 'versions' | 'returned') => chains.reduce((total, chain) => total + chain[of], 0);
    const deciders = [
      ...new Set(chains.flatMap(({ decidedBy }) => decidedBy.map(({ person, role }) => `${person} (${ROLE_WORDS(role)})`))),
    ].sort();
    return [
      ...figure(
        `phase.${phase}.versions`,
        `${label}, versions`,
        countText(sum('versions')),
        'Versions that were submitted or recorded.',
        cites,
      ),
      ...figure(
        `phase.${phase}.returned`,
        `${label}, sent back`,
        countText(sum('returned')),
        'Versions with changes requested, or rejected.',
        cites,
      ),
      ...(deciders.length === 0
        ? []
        : figure(`phase.${phase}.decided`, `${label}, decided by`, deciders.join(', '), 'Who approved the versions in force.', cites)),
    ];
  });
}
