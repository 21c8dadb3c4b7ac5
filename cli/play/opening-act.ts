import { findCycleId, findCycleReportId, findReportId } from '#data/report/cycle-names.queries';
import { addReportToCycle, createCycle } from '#data/report/cycles.commands';
import { saveReport } from '#data/report/reports.commands';
import type { Subject } from '#domain/people/permissions';
import { asActor, type Cast } from './cast';
import { persist } from './persist';
import { confirmAsSecondPerson } from './second-person';
import type { Stage } from './stage';

export interface ReportToOpen {
  cycle: { name: string; startsOn: string; endsOn: string };
  report: { name: string; regulator: string; description: string };
  tester: Subject;
  owner: Subject;
  dueOn: string;
  /** The report's last closed cycle, from which it begins; left out: it begins anew. */
  carriesFrom?: string;
}

/** The executive makes sure that cycle, report and assignment exist; answers the cycle report's id. Doing it again makes nothing new. */
export async function openReport(stage: Stage, cast: Cast, wanted: ReportToOpen): Promise<string> {
  const { db } = stage;
  const executive = asActor(cast.executive, 'test_executive');
  const reportId =
    (await persist(() => findReportId(db, wanted.report.name))) ??
    (await saveReport(db, asActor(cast.admin, 'admin'), { ...wanted.report, ownerId: wanted.owner.userId })).id;
  await confirmAsSecondPerson(db, cast.executive, { reportId });
  const cycleId = (await persist(() => findCycleId(db, wanted.cycle.name))) ?? (await createCycle(db, executive, wanted.cycle)).id;
  return (
    (await persist(() => findCycleReportId(db, cycleId, reportId))) ??
    (
      await addReportToCycle(db, executive, {
        ...{ cycleId, reportId, testerId: wanted.tester.userId, dueOn: wanted.dueOn },
        carriesFrom: wanted.carriesFrom ?? null,
      })
    ).id
  );
}

/** The executive starts a report: its workflow opens Planning. */
export async function startReport(stage: Stage, cast: Cast, cycleReportId: string, title: string): Promise<void> {
  const command = await stage.send(cast.executive, `start ${cycleReportId}`, { kind: 'start_report', targetId: cycleReportId });
  stage.print({ step: `started ${title}`, by: cast.executive.name, receipt: command.receipt?.outcome ?? 'none' });
}
