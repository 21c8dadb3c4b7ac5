'use server';
import { addReportToCycleInput } from '#contract/administration-inputs';
import { addReportToCycle as insertCycleReport } from '#data/report/cycles.commands';
import { action } from '#server/action';
import { installationActor } from '#server/permitted';

/** Adds a report to a cycle, with its tester and its due day where they are known. */
export const addReportToCycle = action(addReportToCycleInput, async (context, input) =>
  insertCycleReport(context.db, installationActor(context.subject, 'manage_cycles'), input),
);
