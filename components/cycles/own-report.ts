import { type ChosenVersion, versionBlocked, versionInput } from '#components/progress/version-choice';
import { readersDay } from '#components/ui/day-words';
import type { StartOwnReportInput } from '#contract/administration-inputs';
import type { CycleView } from '#contract/views/work-views';
import { proposedCycle } from '#domain/time/proposed-cycle';
import type { CycleReportType } from '#domain/version/workflow-types';

/** A cycle that a report may be started in, with its days as ISO dates. */
export type OpenCycle = Pick<CycleView, 'id' | 'name' | 'startsOn' | 'endsOn'>;

/** The form of *start with your own report*, as typed. Days are ISO dates. */
export interface OwnReport {
  reportName: string;
  regulator: string;
  ownerId: string;
  testerId: string;
  /** A cycle that is there; null: a new one, of the following name and days. */
  cycleId: string | null;
  cycleName: string;
  startsOn: string;
  endsOn: string;
  dueOn: string;
  sources: readonly string[];
  /** Null until somebody chooses: the default. */
  version: ChosenVersion | null;
}

const EMPTY_OWN_REPORT: OwnReport = {
  reportName: '',
  regulator: '',
  ownerId: '',
  testerId: '',
  cycleId: null,
  cycleName: '',
  startsOn: '',
  endsOn: '',
  dueOn: '',
  sources: [],
  version: null,
};

/** The cycles that are not over on a day, the one that ends first before the others. */
export function openCycles(cycles: readonly OpenCycle[], today: string): OpenCycle[] {
  return cycles
    .map(({ id, name, startsOn, endsOn }) => ({ id, name, startsOn: startsOn.slice(0, 10), endsOn: endsOn.slice(0, 10) }))
    .filter(({ endsOn }) => endsOn >= today)
    .sort((a, b) => a.endsOn.localeCompare(b.endsOn) || a.name.localeCompare(b.name));
}

/** The form as it is proposed on a day: in the cycle that runs, or else in a new one of the quarter; due on its last day. */
export function proposedOwnReport(cycles: readonly OpenCycle[], today: string): OwnReport {
  const proposed = proposedCycle(today);
  const running = openCycles(cycles, today).find(({ startsOn }) => startsOn <= today) ?? null;
  const isTaken = cycles.some(({ name }) => name === proposed.name);
  return {
    ...EMPTY_OWN_REPORT,
    cycleId: running?.id ?? null,
    cycleName: isTaken ? '' : proposed.name,
    startsOn: proposed.startsOn,
    endsOn: proposed.endsOn,
    dueOn: (running ?? proposed).endsOn,
  };
}

/** The form in another cycle (null: a new one): due on its last day. */
export function inCycle(own: OwnReport, cycle: OpenCycle | null): OwnReport {
  return { ...own, cycleId: cycle?.id ?? null, dueOn: (cycle ?? own).endsOn };
}

/** What is odd about the day that a report is due on, beside the cycle it goes into; null where nothing is. */
export function dueRemark({ dueOn }: OwnReport, cycle: Pick<OpenCycle, 'startsOn' | 'endsOn'>): string | null {
  if (dueOn === '' || cycle.startsOn === '' || cycle.endsOn === '') return null;
  if (dueOn < cycle.startsOn) return `That is before the cycle begins, on ${readersDay(cycle.startsOn)}.`;
  return dueOn > cycle.endsOn ? `That is after the cycle ends, on ${readersDay(cycle.endsOn)}.` : null;
}

/** What is still missing, by name; null when it can be sent. `cycle` is the one that the report goes into, `startsBy` the default version of the process. */
export function ownReportBlocked(own: OwnReport, cycle: Pick<OpenCycle, 'startsOn'>, startsBy: CycleReportType): string | null {
  const missing = [
    own.reportName.trim() === '' ? 'the report’s name' : null,
    own.ownerId === '' ? 'its owner' : null,
    own.testerId === '' ? 'its tester' : null,
    own.cycleId === null && own.cycleName.trim() === '' ? 'the cycle’s name' : null,
    own.cycleId === null && (own.startsOn === '' || own.endsOn === '') ? 'the cycle’s days' : null,
    own.dueOn === '' ? 'the due date' : null,
  ].filter((entry) => entry !== null);
  if (missing.length > 0) return `Please state ${new Intl.ListFormat('en').format(missing)}.`;
  if (own.cycleId === null && own.endsOn < own.startsOn) return 'The last day lies before the first.';
  if (own.dueOn < cycle.startsOn) return `The report would be due before its cycle begins, on ${readersDay(cycle.startsOn)}.`;
  if (own.ownerId === own.testerId) return 'Owner and tester must be different people.';
  return own.version === null ? null : versionBlocked(own.version, startsBy);
}

/** The form as the server takes it, without the command's id. */
export function ownReportInput(own: OwnReport, startsBy: CycleReportType): Omit<StartOwnReportInput, 'commandId'> {
  const { sources, version, cycleId, cycleName, startsOn, endsOn, ...rest } = own;
  return {
    ...rest,
    cycle: cycleId === null ? { kind: 'new', name: cycleName, startsOn, endsOn } : { kind: 'existing', id: cycleId },
    ...versionInput(version ?? { workflowType: startsBy, reason: '' }, startsBy),
    sources: sources.filter((name) => name.trim() !== '').map((name) => ({ name: name.trim() })),
  };
}
