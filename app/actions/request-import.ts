'use server';
import { importParamsSchema } from '#contract/work-inputs';
import { requireUploads } from '#data/files/uploads.queries';
import { requestWork } from '#server/work';

/** Reads a dictionary and a data file into the draft, as long work in the worker. */
export const requestImport = requestWork('import', importParamsSchema, {
  require: ({ db }, { cycleReportId }, params) => requireUploads(db.pool, cycleReportId, params),
});
