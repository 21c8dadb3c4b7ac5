import { PHASE_LABELS, type PhaseName } from './phase-names';

/**
 * Where a chain of versions stands: a phase of a report in its cycle and, where a phase runs several times (one for each
 * line of business, say), which of its instances. The instance is '' where the phase runs once for the whole report.
 */
export interface ChainAddress {
  cycleReportId: string;
  phase: PhaseName;
  instance: string;
}

/** Which chain of a report is meant, where the report is known. */
export type ChainInReport = Pick<ChainAddress, 'phase' | 'instance'>;

/** Answers the address of a phase that runs once for the whole report. */
export function wholeReportChain(cycleReportId: string, phase: PhaseName): ChainAddress {
  return { cycleReportId, phase, instance: '' };
}

/** Answers the key of a chain in a map that holds chains of one report: "planning" or "request-info/Retail". */
export function chainInReportKey({ phase, instance }: ChainInReport): string {
  return instance === '' ? phase : `${phase}/${instance}`;
}

/** Answers the key of a chain in a map that holds chains of several reports; equal for equal addresses only. */
export function chainKey(address: ChainAddress): string {
  return `${address.cycleReportId}/${chainInReportKey(address)}`;
}

/**
 * Names a chain to people: "Planning", "Data Owner ID (Retail)" where the phase runs once for each line of business, "Request Info (Retail,
 * data owner 2)" where once for each data owner in it.
 */
export function chainInWords({ phase, instance }: ChainInReport): string {
  return instance === '' ? PHASE_LABELS[phase] : `${PHASE_LABELS[phase]} (${instanceInWords(instance)})`;
}

/** Names the lane of an instance to people: "Retail", or "Retail, data owner 2" in a lane inside it. */
export function instanceInWords(instance: string): string {
  const [line = '', owner] = instance.split('/');
  return owner === undefined ? line : `${line}, data owner ${owner}`;
}

/** Names a report in its cycle to people and in the trail: "FR Y-14M, 2026 Q2". */
export function reportTitle({ reportName, cycleName }: { reportName: string; cycleName: string }): string {
  return `${reportName}, ${cycleName}`;
}

/** Names a version to people and in the trail: "Planning, version 2"; only its chain where the number is null. */
export function versionInWords(chain: ChainInReport, number: number | null): string {
  return number === null ? chainInWords(chain) : `${chainInWords(chain)}, version ${number}`;
}
