import { type ChosenVersion, DEFAULT_VERSION, versionBlocked, versionInput } from '#components/progress/version-choice';
import type { StartOwnReportInput } from '#contract/administration-inputs';

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
  version: ChosenVersion;
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
  version: DEFAULT_VERSION,
};

/** What is still missing, by name; null when it can be sent. */
export function ownReportBlocked(own: OwnReport): string | null {
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
  return versionBlocked(own.version);
}

/** The form as the server takes it, without the command's id. */
export function ownReportInput(own: OwnReport): Omit<StartOwnReportInput, 'commandId'> {
  const { sources, version, ...rest } = own;
  return {
    ...rest,
    ...versionInput(version),
    sources: sources.filter((name) => name.trim() !== '').map((name) => ({ name: name.trim() })),
  };
}
