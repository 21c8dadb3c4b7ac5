import 'server-only';
import type { DiffRow, EffectsView } from '#contract/views/diff-views';
import type { VersionRef } from '#contract/views/row-views';
import type { VersionSummary, VersionView } from '#contract/views/version-views';
import { readDiff } from '#data/comparison/diff.queries';
import { readEffects } from '#data/comparison/effects.queries';
import { readSummary } from '#data/version/phase-summary.queries';
import { readVersion } from '#data/version/version.queries';
import type { ActionContext } from './action';
import { noteReading } from './values-route';

/** The most rows on a sheet; beyond them it says how many there are, and that the CSV holds them all. */
const MOST_PRINTED = 2_000;
const ROWS_A_READ = 500;

/** A version as it is printed: what it is, what it comes to, and every change from the one before, all at one time. */
export interface VersionSheet {
  version: VersionView;
  summary: VersionSummary;
  effects: EffectsView;
  /** What it is compared with; null: nothing, so that every item is listed. */
  base: VersionRef | null;
  rows: readonly DiffRow[];
  /** Rows of the whole comparison, facts included. */
  matching: number;
}

/**
 * Reads a sheet as the person may see it; whoever is shown confidential values by it is noted in the trail, as by every page.
 * @param base number of the version compared with; null: the parent, or nothing where there is none
 * @throws Refusal `not_found`
 */
export async function readSheet(
  context: Pick<ActionContext, 'db' | 'subject'>,
  { versionId, base }: { versionId: string; base: number | null },
): Promise<VersionSheet> {
  const { db, subject } = context;
  const version = await readVersion(db, subject, { versionId });
  const baseId = version.versions.find(({ number }) => number === (base ?? version.parent?.number))?.id ?? null;
  const [summary, effects] = await Promise.all([
    readSummary(db, subject, { versionId }),
    readEffects(db, subject, { versionId, base: baseId }),
  ]);
  const first = await readDiff(db, subject, { versionId, base: baseId, limit: ROWS_A_READ });
  const rows = [...first.rows];
  for (let { next } = first; next !== null && rows.length < MOST_PRINTED; ) {
    const page = await readDiff(db, subject, { versionId, base: baseId, limit: ROWS_A_READ, after: next });
    rows.push(...page.rows);
    next = page.next;
  }
  for (const shownId of [versionId, ...(baseId === null ? [] : [baseId])]) await noteReading(context, shownId);
  return { version, summary, effects, base: first.base, rows, matching: first.matching ?? rows.length };
}
