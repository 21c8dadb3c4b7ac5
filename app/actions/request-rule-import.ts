'use server';
import { ruleImportParamsSchema } from '#contract/work-inputs';
import { requireUploaded } from '#data/files/uploads.queries';
import { requestWork } from '#server/work';

/** Reads a file of executable edits into the draft as rules, as long work in the worker. */
export const requestRuleImport = requestWork('import-rules', ruleImportParamsSchema, {
  require: ({ db }, { cycleReportId }, params) => requireUploaded(db.pool, cycleReportId, [params]),
});
