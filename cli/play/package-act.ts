import { readPackages } from '#data/packages/packages.queries';
import { issuePackage } from '#dispatch/issue-package';
import type { Subject } from '#domain/people/permissions';
import { persist, waitFor } from './persist';
import type { Stage } from './stage';

/**
 * The Test Executive has a report packed, and waits for the package.
 * @throws Error where it could not be made
 */
export async function playPackage(stage: Stage, cycleReportId: string, executive: Subject): Promise<void> {
  const { id } = await persist(() =>
    issuePackage(stage, { id: executive.userId, role: 'test_executive' }, { cycleReportId, redacted: false }),
  );
  const made = await waitFor('the package of the report', async () => {
    const { rows } = await readPackages(stage.db.pool, executive, cycleReportId);
    const found = rows.find((one) => one.id === id);
    return found === undefined || found.state === 'making' ? null : found;
  });
  if (made.state === 'failed') throw new Error(`The package was not made: ${made.failure ?? ''}`);
  stage.print({
    step: 'had the report packed',
    by: executive.name,
    detail: `package ${made.number}, ${made.state}, SHA-256 ${made.sha256 ?? ''}`,
  });
}
