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
  return null;
}

/** The form as the server takes it, without the command's id. */
export function ownReportInput(own: OwnReport): Omit<StartOwnReportInput, 'commandId'> {
  const { sources, ...rest } = own;
  return { ...rest, sources: sources.filter((name) => name.trim() !== '').map((name) => ({ name: name.trim() })) };
}
