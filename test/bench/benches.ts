import { benchApprove } from './bench-approve';
import { benchCheckpoint } from './bench-checkpoint';
import { benchColleague } from './bench-colleague';
import { benchColumns } from './bench-columns';
import { benchDeciders } from './bench-deciders';
import { benchDecision } from './bench-decision';
import { benchDraw } from './bench-draw';
import { benchEvidence } from './bench-evidence';
import { benchFork } from './bench-fork';
import { benchFreeze } from './bench-freeze';
import { benchHistory } from './bench-history';
import { benchImport } from './bench-import';
import { benchInbox } from './bench-inbox';
import { benchLanePages } from './bench-lane-pages';
import { benchLive } from './bench-live';
import { benchOpenReports } from './bench-open-reports';
import { benchPackage } from './bench-package';
import { benchPages } from './bench-pages';
import { BenchPopulation } from './bench-population';
import { benchPrint } from './bench-print';
import { benchProgress } from './bench-progress';
import { benchRecorded } from './bench-recorded';
import { benchRest } from './bench-rest';
import { benchRules } from './bench-rules';
import { benchScreens } from './bench-screens';
import { benchTime } from './bench-time';
import { benchVerify } from './bench-verify';
import { benchVersions } from './bench-versions';
import type { BenchLine } from './measurement';

export const BENCH_NAMES = [
  'versions',
  'decision',
  'deciders',
  'approve',
  'checkpoint',
  'inbox',
  'screens',
  'live',
  'progress',
  'reports',
  'history',
  'time',
  'recorded',
  'fork',
  'lanes',
  'evidence',
  'pages',
  'rest',
  'import',
  'columns',
  'colleague',
  'rules',
  'draw',
  'verify',
  'package',
  'print',
] as const;
export type BenchName = (typeof BENCH_NAMES)[number];

/** What the lines of one run share: a register is generated and imported once. */
export interface BenchRun {
  records: number;
  /** How many reports are open at once where that is asked. */
  reports: number;
  /** How many decisions are made in one phase where that is asked. */
  decisions: number;
  population: BenchPopulation | null;
  /** Tells a line as soon as it is measured, of a bench that takes long; such a line is not answered again. */
  tell: (line: BenchLine) => void;
}

async function populationOf(run: BenchRun): Promise<BenchPopulation> {
  run.population ??= await BenchPopulation.create(run.records);
  return run.population;
}

/** The lines of each bench, by the name it is asked for with. */
export const BENCHES: Record<BenchName, (run: BenchRun) => Promise<BenchLine[]>> = {
  versions: async () => [...(await benchVersions()), ...(await benchFreeze())],
  decision: async () => [await benchDecision()],
  deciders: async () => await benchDeciders(),
  approve: async () => await benchApprove(),
  checkpoint: async () => [await benchCheckpoint()],
  inbox: async () => await benchInbox(),
  screens: benchScreens,
  live: benchLive,
  progress: benchProgress,
  reports: async ({ reports, tell }) => {
    await benchOpenReports(reports, tell);
    return [];
  },
  history: async ({ decisions }) => await benchHistory(decisions),
  time: benchTime,
  recorded: benchRecorded,
  fork: async () => [await benchFork()],
  lanes: benchLanePages,
  evidence: async () => [await benchEvidence()],
  print: async () => [await benchPrint()],
  pages: async ({ tell }) => {
    await benchPages(tell);
    return [];
  },
  rest: benchRest,
  import: async (run) => await benchImport(await populationOf(run)),
  columns: benchColumns,
  colleague: async (run) => await benchColleague(await populationOf(run)),
  rules: async (run) => [await benchRules(await populationOf(run))],
  draw: async (run) => [await benchDraw(await populationOf(run))],
  verify: async () => [await benchVerify()],
  package: benchPackage,
};
