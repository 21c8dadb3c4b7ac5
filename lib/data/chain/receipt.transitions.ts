import { REFUSALS, type RefusalCode } from '#domain/refusals';
import { COMMANDS, type CommandKind } from '#domain/version/commands';
import { SYSTEM_ACTOR } from '../people/actor';
import { writeAudit } from '../record/audit';
import { type Database, inTransaction } from '../sql/connection';
import type { StepRef } from '../tracking/tracked-steps';
import { writeReceipt } from './pending-command';

/**
 * Receipts a command as refused where nothing else can answer it: its activity failed for good, or its workflow is gone.
 * One that has a receipt keeps it.
 */
export async function refuseCommand(db: Database, commandId: string, code: RefusalCode, step: StepRef | null): Promise<void> {
  await inTransaction(db, async (sql) => {
    // Under the target's lock, so that the command is not being applied at this moment.
    const { rows: targets } = await sql.query<{
      chainId: string | null;
      cycleReportId: string;
      kind: CommandKind;
      versionId: string | null;
    }>(
      `select ch.id as "chainId", coalesce(ch.cycle_report_id, c.target_id) as "cycleReportId", c.kind, c.version_id as "versionId"
       from command c left join chain ch on c.target_kind = 'chain' and ch.id = c.target_id where c.id = $1`,
      [commandId],
    );
    const target = targets[0];
    if (!target) throw new Error(`no such command: ${commandId}`);
    if (target.chainId !== null) await sql.query('select from chain where id = $1 for no key update', [target.chainId]);
    else await sql.query('select from cycle_report where id = $1 for no key update', [target.cycleReportId]);
    const { rowCount } = await sql.query('select from receipt where command_id = $1', [commandId]);
    if (rowCount) return;
    await writeReceipt(sql, commandId, { outcome: 'refused', code, detail: '', versionId: target.versionId }, step);
    await writeAudit(sql, {
      cycleReportId: target.cycleReportId,
      kind: 'command_refused',
      actor: SYSTEM_ACTOR,
      subject: `${COMMANDS[target.kind].words} this ${target.chainId === null ? 'report' : 'version'}`,
      changes: [{ field: code, from: null, to: REFUSALS[code] }],
      chainId: target.chainId,
      versionId: target.versionId,
      commandId,
    });
  });
}
