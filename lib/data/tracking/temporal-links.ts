/** Where Temporal's own pages are reached, and the namespace they show. */
export interface TemporalPages {
  baseUrl: string;
  namespace: string;
}

/** Address of one run in Temporal's own pages; null where they are not reachable. */
export function temporalRunUrl(pages: TemporalPages | null, workflowId: string, runId: string): string | null {
  return pages === null ? null : `${workflowUrl(pages, workflowId)}/${encodeURIComponent(runId)}/history`;
}

function workflowUrl(pages: TemporalPages, workflowId: string): string {
  return `${pages.baseUrl.replace(/\/$/, '')}/namespaces/${encodeURIComponent(pages.namespace)}/workflows/${encodeURIComponent(workflowId)}`;
}
