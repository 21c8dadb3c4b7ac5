import type { LobRule } from '#contract/draws';
import type { VersionView } from '#contract/views/version-views';
import type { Subject } from '#domain/people/permissions';
import type { PhaseName } from '#domain/phase/phase-names';
import { playEvidence } from './evidence-act';
import { playFinalReport } from './final-report-act';
import type { LanePeople } from './lane-people';
import { playObservations } from './observations-act';
import { playOwners } from './owners-act';
import { playPlanning } from './planning-act';
import type { PlayFile, PlayFiles } from './play-files';
import type { PlayOptions } from './play-options';
import { PLAYED_PHASES } from './played-phases';
import { populationKey } from './population-key';
import { playProfiling } from './profiling-act';
import { approve, requestChanges } from './review-act';
import { playFirstSample, playRevision } from './sampling-act';
import { playScoping } from './scoping-act';
import type { Stage } from './stage';
import { playTests } from './tests-act';

/** A started report, the people it has, and what it is played with. */
export interface Play {
  stage: Stage;
  tester: Subject;
  owner: Subject;
  cycleReportId: string;
  files: PlayFiles;
  /** Files of rules that Data Profiling reads in. */
  rules: readonly PlayFile[];
  options: PlayOptions;
  lob: LobRule | null;
  /** Who acts in lanes. */
  people: LanePeople;
}

/** Each act brings its phase from its first draft to an approved version. */
const ACTS: Partial<Record<PhaseName, (play: Play) => Promise<unknown>>> = {
  planning: ({ stage, tester, cycleReportId, files, options }) => playPlanning(stage, tester, cycleReportId, files, options),
  'data-profiling': async ({ stage, tester, owner, cycleReportId, rules }) =>
    approve(stage, owner, await playProfiling(stage, tester, cycleReportId, rules)),
  scoping: async ({ stage, tester, owner, cycleReportId }) => approve(stage, owner, await playScoping(stage, tester, cycleReportId)),
  'sample-selection': playSamples,
  'data-owner-id': ({ stage, cycleReportId, people }) => playOwners(stage, cycleReportId, people),
  'request-info': ({ stage, tester, cycleReportId, people }) => playEvidence(stage, cycleReportId, tester, people),
  'test-execution': ({ stage, tester, cycleReportId, people }) => playTests(stage, cycleReportId, tester, people),
  'observation-management': ({ stage, cycleReportId, ...play }) => playObservations(stage, cycleReportId, play),
  'final-report': ({ stage, cycleReportId, ...play }) => playFinalReport(stage, cycleReportId, play),
};

/** Plays the phases of the plan in their order; `until` is the last one. */
export async function playUntil(play: Play, until: PhaseName): Promise<void> {
  await playPhases(play, 0, PLAYED_PHASES.indexOf(until) + 1);
}

/** Plays every phase before this one, so that its first draft is there. */
export async function playBefore(play: Play, phase: PhaseName): Promise<void> {
  await playPhases(play, 0, PLAYED_PHASES.indexOf(phase));
}

/** Plays the phases after the one and before the other. */
export async function playBetween(play: Play, after: PhaseName, before: PhaseName): Promise<void> {
  await playPhases(play, PLAYED_PHASES.indexOf(after) + 1, PLAYED_PHASES.indexOf(before));
}

async function playPhases(play: Play, from: number, to: number): Promise<void> {
  for (const phase of PLAYED_PHASES.slice(from, to)) {
    const act = ACTS[phase];
    if (act === undefined) throw new Error(`No act plays ${phase}.`);
    await act(play);
  }
}

/** A sample, sent back once with two records turned down and more asked for, and approved as revised. */
async function playSamples(play: Play): Promise<void> {
  const { stage, tester, owner, cycleReportId, options, lob } = play;
  const returned = await sampleReturned(play, await playFirstSample(stage, tester, cycleReportId, lob, options.seed));
  await approve(stage, owner, await playRevision(stage, tester, cycleReportId, lob, returned));
}

/** The owner sends a sample back, asking for a record that the file holds and the sample does not. */
export async function sampleReturned({ stage, owner, files, options }: Play, version: VersionView): Promise<VersionView> {
  const wanted = await populationKey(stage, owner, version.id, files, options);
  return requestChanges(stage, owner, version, { keys: wanted === null ? [] : [wanted] });
}
