'use server';
import { saveReportInput } from '#contract/administration-inputs';
import { saveReport as storeReport } from '#data/report/reports.commands';
import { action } from '#server/action';
import { installationActor } from '#server/permitted';

/** Adds a report or changes its name, regulator, owner or calendar. */
export const saveReport = action(saveReportInput, async (context, input) =>
  storeReport(context.db, installationActor(context.subject, 'administer'), input),
);
