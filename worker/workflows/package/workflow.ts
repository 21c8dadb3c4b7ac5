import { ActivityFailure, isCancellation } from '@temporalio/workflow';
import { archiveReport, failPackage, makePackage } from './activities';

/**
 * Makes a package that was asked for: keeps what Temporal still knows of the report's runs, then packs what the tables and storage
 * hold. A kill at any place begins that place anew; nothing is shown of a package before it is whole.
 */
export async function auditPackage(asked: { packageId: string }): Promise<void> {
  try {
    const { openRuns } = await archiveReport(asked);
    await makePackage({ ...asked, openRuns });
  } catch (error) {
    if (isCancellation(error) || !(error instanceof ActivityFailure)) throw error;
    await failPackage({ ...asked, failure: error.cause?.message ?? error.message });
  }
}
