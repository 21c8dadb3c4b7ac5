import { type ChosenVersion, versionBlocked, versionInput } from '#components/progress/version-choice';
import type { StartOwnReportInput } from '#contract/administration-inputs';
import type { CycleReportType } from '#domain/version/workflow-types';

/** The form of *start with your own report*, as typed. Days are ISO dates. */
export interface OwnReport {
  reportName: string;
  regulator: string;
  ownerId: string;
  testerId: string;
  cycleName: string;
  startsOn: string;
  endsOn: string;
  dueOn: string;
  sources: readonly string[];
  /** Null until somebody chooses: the default. */
  version: ChosenVersion | null;
}

export const EMPTY_OWN_REPORT: OwnReport = {
  reportName: '',
  regulator: '',
  ownerId: '',
  testerId: '',
  cycleName: '',
  startsOn: '',
  endsOn: '',
  dueOn: '',
  sources: [],
  version: null,
};

/** What is still missing, by name; null when it can be sent. `startsBy` is the default version of the process. */
export function ownReportBlocked(own: OwnReport, startsBy: CycleReportType): string | null {
  const missing = [
    own.reportName.trim() === '' ? 'the report’s name' : null,
    own.ownerId === '' ? 'its owner' : null,
    own.testerId === '' ? 'its tester' : null,
    own.cycleName.trim() === '' ? 'the cycle’s name' : null,
    own.startsOn === '' || own.endsOn === '' ? 'the cycle’s days' : null,
    own.dueOn === '' ? 'the due date' : null,
  ].filter((entry) => entry !== null);
  if (missing.length > 0) return `Please state ${new Intl.ListFormat('en').format(missing)}.`;
  if (own.endsOn < own.startsOn) return 'The last day lies before the first.';
  if (own.ownerId === own.testerId) return 'Owner and tester must be different people.';
  return own.version === null ? null : versionBlocked(own.version, startsBy);
}

/** The form as the server takes it, without the command's id. */
export function ownReportInput(own: OwnReport, startsBy: CycleReportType): Omit<StartOwnReportInput, 'commandId'> {
  const { sources, version, ...rest } = own;
  return {
    ...rest,
    ...versionInput(version ?? { workflowType: startsBy, reason: '' }, startsBy),
    sources: sources.filter((name) => name.trim() !== '').map((name) => ({ name: name.trim() })),
  };
}
