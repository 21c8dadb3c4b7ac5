import { requestPackage } from '#data/packages/packages.commands';
import type { Actor } from '#data/people/actor';
import type { DispatchDependencies } from './issue-command';

/**
 * Asks for a package and starts its workflow. Whether somebody may is the caller's to ask.
 * @throws Refusal `package_running`
 */
export async function issuePackage(
  { db, temporal }: DispatchDependencies,
  actor: Actor & { id: string },
  { cycleReportId, redacted }: { cycleReportId: string; redacted: boolean },
): Promise<{ id: string; number: number }> {
  const asked = await requestPackage(db, actor, { cycleReportId }, redacted);
  // It is asked for: where Temporal is away, the relay starts it once it is back.
  await temporal.startPackage(asked.id).catch(() => undefined);
  return asked;
}
