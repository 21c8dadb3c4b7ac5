import type { CycleReportInput } from '#contract/cycle-report';
import { personToken } from '#domain/people/person-token';
import { parsePayload } from '#domain/version/command-payload';
import { cycleReportType, laterTypes, versionNumberOf } from '#domain/version/workflow-types';
import { SYSTEM_ACTOR } from '../people/actor';
import { writeAudit } from '../record/audit';
import { type Database, inTransaction, type SqlClient } from '../sql/connection';
import { recordTransition, type StepRef } from '../tracking/tracked-steps';
import { type ReportState, readReportState } from './chain-state';
import { lockReport } from './report-command.transitions';

interface Intention {
  workflowType: string | null;
  input: CycleReportInput;
  commandId: string;
  payload: unknown;
  actorId: string | null;
}

/**
 * Changes the version of the process by which a report runs to the one that somebody asked for: what a restart would start is from now on the later
 * one, and the workflow that runs goes on by it. Nothing is changed where the intention was given up meanwhile, or something is open again; run again
 * after its commit, it finds no intention.
 */
export async function beginUpgrade(db: Database, cycleReportId: string, step: StepRef): Promise<ReportState> {
  return await inTransaction(db, async (sql) => {
    await sql.query('select from chain where cycle_report_id = $1 order by id for no key update', [cycleReportId]);
    const report = await lockReport(sql, cycleReportId);
    const state = await readReportState(sql, cycleReportId);
    const intention = state.upgradeDue ? await readIntention(sql, cycleReportId) : null;
    if (intention === null) return state;
    const from = cycleReportType(intention.workflowType);
    const { to } = parsePayload('upgrade_report', intention.payload);
    if (to === undefined || !laterTypes(from).includes(to)) throw new Error(`${to} does not follow ${from}`);
    const next: CycleReportInput = { ...intention.input, planSeq: state.planSeq + 1 };
    await sql.query('update cycle_report set workflow_type = $2, start_input = $3, upgrade_command_id = null where id = $1', [
      cycleReportId,
      to,
      JSON.stringify(next),
    ]);
    await recordTransition(sql, step, { kind: 'conditional', from, to, result: 'upgrade' });
    const after = await readReportState(sql, cycleReportId);
    await writeAudit(sql, {
      cycleReportId,
      kind: 'version_upgraded',
      actor: SYSTEM_ACTOR,
      subject: report.name,
      changes: [
        { field: 'version of the process', from: versionNumberOf(from), to: versionNumberOf(to) },
        ...(intention.actorId === null ? [] : [{ field: 'asked for by', from: null, to: personToken(intention.actorId) }]),
      ],
      commandId: intention.commandId,
    });
    return after;
  });
}

async function readIntention(sql: SqlClient, cycleReportId: string): Promise<Intention | null> {
  const { rows } = await sql.query<Intention>(
    `select cr.workflow_type as "workflowType", cr.start_input as input, a.id as "commandId", a.payload, a.actor_id as "actorId"
       from cycle_report cr join command a on a.id = cr.upgrade_command_id where cr.id = $1 and cr.start_input is not null`,
    [cycleReportId],
  );
  return rows[0] ?? null;
}
