import { PHASE_LABELS, type PhaseName } from '../phase/phase-names';

/** What an audit row is about: "Planning, version 2", with the instance where a phase runs several times. */
export function versionInWords(chain: { phase: string; instance: string }, number: number | null): string {
  const label = PHASE_LABELS[chain.phase as PhaseName];
  const name = chain.instance === '' ? label : `${label} (${chain.instance})`;
  return number === null ? name : `${name}, version ${number}`;
}
