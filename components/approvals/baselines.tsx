import type { VersionRef } from '#contract/views/row-views';
import type { VersionView } from '#contract/views/version-views';

export interface Baseline {
  version: VersionRef;
  /** "last approved (v1)". */
  label: string;
}

/**
 * What a version can be compared with on the decision screen, the default first: what this person last decided on, the
 * last approved version, the parent. Empty for a first version, which opens on its summary.
 */
export function baselinesOf(version: VersionView): Baseline[] {
  const candidates: [string | null, string][] = [
    [version.lastSeenVersionId, 'Since my last decision'],
    [version.approvedVersionId, 'Since the last approved'],
    [version.parent?.id ?? null, 'Since its parent'],
  ];
  const baselines: Baseline[] = [];
  for (const [id, label] of candidates) {
    const found = version.versions.find((each) => each.id === id);
    if (!found || found.id === version.id || baselines.some((baseline) => baseline.version.id === found.id)) continue;
    baselines.push({ version: found, label: `${label} (v${found.number})` });
  }
  return baselines;
}
