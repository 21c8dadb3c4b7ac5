import { expect, test, vi } from 'vitest';
import { phaseWorkflowId } from '#contract/names';
import { saveCalendar } from '#data/administration/calendar.commands';
import { CONTINUOUS } from '#domain/time/calendar';
import { keepHistory } from '../../test/support/keep-history';
import { timeSkippingServer } from '../../test/support/temporal';
import { RunningWorld } from '../../test/support/world/running-world';

test('left alone until everybody was told, paused and resumed, handed in, and closed', async () => {
  // Days pass: only this server skips them.
  const skipping = await timeSkippingServer();
  const world = await RunningWorld.create(skipping, { searchAttributes: 'off' });
  try {
    await saveCalendar(world.db, world.people.admin.actor, { calendar: CONTINUOUS, validFrom: null, reason: 'Every hour counts' });
    await world.startWorkers();
    const { cycleReportId, planning } = await world.startReport();
    const { chainId } = planning;
    const change = async (act: 'pause' | 'resume') => {
      const { commandId } = await world.send('executive', {
        kind: 'change_clock',
        targetId: chainId,
        payload: { act },
        comment: 'Late data',
      });
      expect(await world.receipt(commandId)).toBe('applied');
    };
    await change('pause');
    await change('resume');
    await skipping.sleep('30 days');
    await vi.waitFor(async () => expect(await world.count('escalation where chain_id = $1', [chainId])).toBe(5), {
      timeout: 30_000,
      interval: 25,
    });
    expect(await world.submit(await world.draft(cycleReportId, 'planning', 1))).toBe('applied');
    const closing = await world.send('executive', { kind: 'close_report', targetId: cycleReportId });
    expect(await world.receipt(closing.commandId)).toBe('applied');
    const workflowId = phaseWorkflowId(cycleReportId, 'planning');
    await skipping.client.workflow.getHandle(workflowId).result();
    await keepHistory(skipping.client, workflowId, 'phase-left-alone');
  } finally {
    await world.close();
    await skipping.teardown();
  }
});
