import type { VerifyResult } from '#contract/views/work-views';
import { postJson } from './fetch-json';
import { useHeardMutation } from './mutation';

/** Verifies audit chains, versions and archived histories of one cycle report, or of all this person may see. */
export function useVerifyTrail() {
  return useHeardMutation({
    mutationFn: (request: { cycleReportId?: string | null }) =>
      postJson<VerifyResult>('/api/trail/verify', request.cycleReportId ? { cycleReportId: request.cycleReportId } : {}),
  });
}
