'use server';
import { makePackageInput } from '#contract/package-inputs';
import { issuePackage } from '#dispatch/issue-package';
import { action } from '#server/action';
import { packagesFor } from '#server/permitted';

/** Asks for a package of a report, in full or redacted. */
export const makePackage = action(makePackageInput, async (context, input) => {
  const { actor } = await packagesFor(context, input.cycleReportId, input.redacted);
  return issuePackage(context, actor, input);
});
