import type { VersionRef } from '#contract/views/row-views';
import type { VersionView } from '#contract/views/version-views';

export interface Baseline {
  version: VersionRef;
  /** As addresses name it: a version's number, or the name of another cycle. */
  name: string;
  /** The other cycle that it is of; null where it is of the same. */
  cycle: string | null;
  /** "last approved (v1)". */
  label: string;
}

/**
 * What a version can be compared with on the decision screen, the default first: what this person last decided on, the
 * last approved version, the parent, and the version of the cycle that it began from. Empty for a first version of a report that began anew, which
 * opens on its summary.
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
    baselines.push({ version: found, name: String(found.number), cycle: null, label: `${label} (v${found.number})` });
  }
  const earlier = version.otherCycles.find(({ cycleName }) => cycleName === version.carried?.cycle);
  if (earlier)
    baselines.push({
      version: earlier.version,
      name: earlier.cycleName,
      cycle: earlier.cycleName,
      label: `Since ${earlier.cycleName} (v${earlier.version.number})`,
    });
  return baselines;
}
