import 'server-only';
import type { DehydratedState } from '@tanstack/react-query';
import {
  commentsKey,
  diffKey,
  effectsKey,
  firstDiff,
  gatesKey,
  gridRequest,
  itemsKey,
  reportKey,
  summaryKey,
  versionKey,
} from '#client/first-queries';
import { baselinesOf } from '#components/approvals/baselines';
import type { PageSearch } from '#contract/read-address';
import type { VersionPlace } from '#contract/views/destinations';
import type { VersionView } from '#contract/views/version-views';
import { readComments } from '#data/comments/comments.queries';
import { readDiff } from '#data/comparison/diff.queries';
import { readEffects } from '#data/comparison/effects.queries';
import { readReport } from '#data/report/report.queries';
import { readItems } from '#data/version/items.queries';
import { readGates, readSummary } from '#data/version/phase-summary.queries';
import { readVersion } from '#data/version/version.queries';
import type { Subject } from '#domain/people/permissions';
import { chainKey } from '#domain/phase/chain-address';
import { shownFilter } from '#domain/phase/filters';
import { ownOrder } from '#domain/phase/own-order';
import { phaseDefinition } from '#domain/phases/registry';
import { FirstAnswers, firstPage } from '#server/first-data';
import { temporalPages } from '#server/temporal-pages';

/**
 * Parameters of an address with which rows are asked for by the browser: those that change what a grid or a comparison asks for, and an opened
 * row, whose panel is drawn there.
 */
const NARROWS = ['sort', 'kinds', 'field', 'find', 'effect', 'spaces', 'cases', 'tolerance', 'without', 'around', 'row'];

/** What the board of a report asks first. */
export function firstOfReport(subject: Subject, cycleReportId: string): Promise<DehydratedState> {
  return FirstAnswers.gather({ subject }, async (first) => {
    await readBoard(first, cycleReportId);
  });
}

/** What a workspace asks first: the version, what blocks it, and the rows of its grid where that is what it opens with. */
export function firstOfWorkspace(subject: Subject, place: VersionPlace, search: PageSearch): Promise<DehydratedState> {
  return FirstAnswers.gather({ subject }, async (first) => {
    const version = await findVersion(first, place);
    if (version === null) return;
    const { db } = first.context;
    const { id: versionId, phase } = version;
    const definition = phaseDefinition(phase);
    const rows = async (): Promise<void> => {
      if ((place.panel !== null && place.panel !== 'items') || isNarrowed(search)) return;
      const request = gridRequest(shownFilter(definition.rows, place.filter ?? { all: [] }), ownOrder(definition));
      const { filter, sort, limit } = request;
      await first.values([versionId], [...itemsKey(versionId), request], async () =>
        firstPage(await readItems(db, subject, { versionId, filter: filter ?? undefined, sort: sort ?? undefined, limit })),
      );
    };
    await Promise.all([
      rows(),
      version.status === 'draft' ? first.answer(gatesKey(versionId), () => readGates(db, subject, { versionId })) : null,
      first.values([versionId], summaryKey(versionId), () => readSummary(db, subject, { versionId })),
    ]);
  });
}

/** What a decision asks first: the version, what is said of it, and what changed, or what it holds where there is nothing to compare it with. */
export function firstOfDecision(subject: Subject, place: VersionPlace, search: PageSearch): Promise<DehydratedState> {
  return FirstAnswers.gather({ subject }, async (first) => {
    const version = await findVersion(first, place);
    if (version === null) return;
    const { db } = first.context;
    const versionId = version.id;
    const baselines = baselinesOf(version);
    const baseline = baselines.find(({ name }) => name === search.base) ?? baselines[0];
    await Promise.all([
      first.values([versionId], commentsKey(versionId), () => readComments(db, subject, { versionId })),
      first.answer(gatesKey(versionId), () => readGates(db, subject, { versionId })),
      baseline
        ? readDifference(first, version, baseline.version.id, search)
        : first.values([versionId], summaryKey(versionId), () => readSummary(db, subject, { versionId })),
    ]);
  });
}

/** What a comparison asks first: the two versions and what differs. */
export function firstOfComparison(subject: Subject, place: VersionPlace, search: PageSearch): Promise<DehydratedState> {
  return FirstAnswers.gather({ subject }, async (first) => {
    const version = await findVersion(first, place);
    if (version === null) return;
    const other = version.otherCycles.find(({ cycleName }) => cycleName === place.cycle);
    const wanted = place.base ?? version.parent?.number ?? null;
    const base = other?.version ?? version.versions.find(({ id, number }) => number === wanted && id !== version.id);
    if (base) await readDifference(first, version, base.id, search);
  });
}

async function readDifference(first: FirstAnswers, version: VersionView, base: string, search: PageSearch): Promise<void> {
  const { db, subject } = first.context;
  const versionId = version.id;
  const rows = async (): Promise<void> => {
    if (isNarrowed(search)) return;
    const request = firstDiff(base);
    await first.values([versionId, base], diffKey(versionId, request), async () =>
      firstPage(await readDiff(db, subject, { versionId, base, limit: request.limit })),
    );
  };
  const told = phaseDefinition(version.phase).effects !== undefined;
  await Promise.all([
    rows(),
    told ? first.values([versionId, base], effectsKey(versionId, base), () => readEffects(db, subject, { versionId, base })) : null,
  ]);
}

/** The version that an address names, as `useVersionAt` finds it; null where there is none. */
async function findVersion(first: FirstAnswers, place: VersionPlace): Promise<VersionView | null> {
  const board = await readBoard(first, place.cycleReportId);
  const tile = board.tiles.find((each) => chainKey(each) === chainKey(place));
  const current = tile?.current ?? tile?.newest;
  if (!current) return null;
  const known = await readView(first, current.id);
  if (place.number === null || known.number === place.number) return known;
  const wanted = known.versions.find(({ number }) => number === place.number);
  return wanted ? await readView(first, wanted.id) : null;
}

function readBoard(first: FirstAnswers, cycleReportId: string) {
  const { db, subject } = first.context;
  return first.answer(reportKey(cycleReportId), () => readReport(db, subject, { cycleReportId }));
}

function readView(first: FirstAnswers, versionId: string): Promise<VersionView> {
  const { db, subject } = first.context;
  return first.answer(versionKey(versionId), () => readVersion(db, subject, { versionId, temporal: temporalPages() }));
}

function isNarrowed(search: PageSearch): boolean {
  return NARROWS.some((name) => search[name] !== undefined);
}
