import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { phaseWorkflowId } from '#contract/names';
import { letDecisionsGrowOld } from '../../../test/support/grown-old';
import { timeSkippingServer } from '../../../test/support/temporal';
import { inRunningWorld } from '../../../test/support/world/running-world';

let env: TestWorkflowEnvironment;
beforeAll(async () => {
  env = await timeSkippingServer();
});
afterAll(async () => {
  await env.teardown();
});

const policy = { mode: 'review', requiredCount: 2, roles: ['report_owner', 'test_executive'], approvalsHoldDays: 7 } as const;

test('an approval that grew old is confirmed by the same signal, once, however often and late it rings', () =>
  inRunningWorld(env, {}, async (world) => {
    const { cycleReportId, planning } = await world.startReport({ terms: { 'sample-selection': { policy, allowanceBusinessHours: 8 } } });
    expect(await world.submit(planning)).toBe('applied');
    expect(await world.submit(await world.draft(cycleReportId, 'sample-selection', 1))).toBe('applied');
    const version = await world.version(cycleReportId, 'sample-selection', 1, 'pending_approval');
    const { rows } = await world.db.pool.query<{ policy: object }>('select policy from chain where id = $1', [version.chainId]);
    expect(rows).toEqual([{ policy }]);

    const first = await world.decide(version, 'approve');
    expect(await world.receipt(first)).toBe('applied');
    expect(await world.receipt(await world.decide(version, 'approve'))).toBe('already_voted');
    await letDecisionsGrowOld(world.database, version.versionId, 8 * 24);
    const other = await world.send('executive', {
      kind: 'decide_version',
      targetId: version.chainId,
      versionId: version.versionId,
      payload: { decision: 'approve' },
      seenVersionHash: version.versionHash ?? '',
    });
    expect(await world.receipt(other.commandId)).toBe('applied');
    expect(await world.count('version where id = $1 and status = $2', [version.versionId, 'pending_approval'])).toBe(1);

    const confirmed = await world.decide(version, 'approve');
    const handle = env.client.workflow.getHandle(phaseWorkflowId(cycleReportId, 'sample-selection'));
    for (const commandId of [confirmed, first, confirmed]) await handle.signal('submitVersionApproval', { commandId });
    expect(await world.receipt(confirmed)).toBe('applied');
    await world.version(cycleReportId, 'sample-selection', 1, 'approved');
    expect(await world.receipt(await world.decide(version, 'approve'))).toBe('already_decided');
    expect(await world.count(`audit_event where version_id = $1 and kind = 'version_approved'`, [version.versionId])).toBe(1);
  }));
