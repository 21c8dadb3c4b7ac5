'use server';
import { assignTesterInput } from '#contract/administration-inputs';
import { assignTester as assignBeforeStart } from '#data/report/cycles.commands';
import { COMMANDS } from '#domain/version/commands';
import { action } from '#server/action';
import { send } from '#server/command';
import { cycleReportFor, installationActor } from '#server/permitted';

/** Names the tester or the due day. Before the start it takes effect at once (`applied`), afterwards by the report's workflow. */
export const assignTester = action(assignTesterInput, async (context, { commandId, cycleReportId, testerId, dueOn }) => {
  const { scope } = await cycleReportFor(context, cycleReportId, 'view');
  if (scope.startedAt === null) {
    await assignBeforeStart(context.db, installationActor(context.subject, 'manage_cycles'), { cycleReportId, testerId, dueOn });
    return { commandId, seq: 0, applied: COMMANDS.change_assignment.applied };
  }
  const payload = { ...(testerId ? { testerId } : {}), ...(dueOn ? { dueOn } : {}) };
  const sent = await send(context, { commandId, kind: 'change_assignment', targetId: cycleReportId, payload });
  return { ...sent, applied: null };
});
