import { generateRegister } from '../cli/demo/generate-register';
import { findInstallation } from '../cli/machine/installation';
import { type Play, playBefore, playUntil } from '../cli/play/acts';
import { type Cast, ensureCast } from '../cli/play/cast';
import { DEMO_LOB } from '../cli/play/demo-lob';
import { lanePeople } from '../cli/play/lane-people';
import { openReport, startReport } from '../cli/play/opening-act';
import { fileFromText, type PlayFiles } from '../cli/play/play-files';
import { type PlayOptions, parsePlayOptions } from '../cli/play/play-options';
import { playProfiling } from '../cli/play/profiling-act';
import { playFirstSample } from '../cli/play/sampling-act';
import { Stage } from '../cli/play/stage';
import { test as base } from './fixtures';

const SMALL_REGISTER_LOANS = 300;
export const REGISTER_OPTIONS: PlayOptions = {
  ...parsePlayOptions([]),
  skipLines: 1,
  delimiter: '|',
  header: false,
  key: ['3'],
  control: { line: 1, field: 3 },
};

export interface PreparedReport {
  cycleReportId: string;
  name: string;
}

/** Brings a report of its own to where a story begins, by the commands that people send. */
export class Preparation {
  constructor(
    readonly stage: Stage,
    readonly cast: Cast,
  ) {}

  /** A report of Mara Quist's and Rosa Lind's, not started, in a cycle of its own so that stories do not meet. */
  async opened(title: string): Promise<PreparedReport> {
    const name = `${title} ${this.stage.commandId(title).slice(0, 6)}`;
    const cycleReportId = await openReport(this.stage, this.cast, {
      cycle: { name: `Stories ${this.stage.commandId('cycle').slice(0, 6)}`, startsOn: '2026-01-01', endsOn: '2026-12-31' },
      report: { name, regulator: '', description: '' },
      tester: this.cast.tester,
      owner: this.cast.owner,
      dueOn: '2026-12-31',
    });
    return { cycleReportId, name };
  }

  async started(title: string): Promise<PreparedReport> {
    const report = await this.opened(title);
    await startReport(this.stage, this.cast, report.cycleReportId, report.name);
    return report;
  }

  /** What the acts of play need to go on with a report. */
  playOf(cycleReportId: string, seed = 'story'): Play {
    return {
      stage: this.stage,
      tester: this.cast.tester,
      owner: this.cast.owner,
      cycleReportId,
      files: smallRegister(),
      rules: [],
      options: { ...REGISTER_OPTIONS, seed },
      lob: DEMO_LOB,
      people: lanePeople(this.cast),
    };
  }

  async planned(title: string): Promise<PreparedReport> {
    const report = await this.started(title);
    await playUntil(this.playOf(report.cycleReportId), 'planning');
    return report;
  }

  /** Data Profiling, version 1, waits for Rosa Lind. */
  async profiled(title: string): Promise<PreparedReport> {
    const report = await this.planned(title);
    await playProfiling(this.stage, this.cast.tester, report.cycleReportId, []);
    return report;
  }

  /** Scoping, version 1, is a draft with its recommendations. */
  async recommended(title: string): Promise<PreparedReport> {
    const report = await this.started(title);
    await playBefore(this.playOf(report.cycleReportId), 'scoping');
    await this.stage.versionNumbered(this.cast.tester, report.cycleReportId, 'scoping', 1);
    return report;
  }

  /** Sample Selection, version 1, waits for Rosa Lind. */
  async sampled(title: string): Promise<PreparedReport> {
    const report = await this.started(title);
    await playBefore(this.playOf(report.cycleReportId), 'sample-selection');
    await playFirstSample(this.stage, this.cast.tester, report.cycleReportId, DEMO_LOB, title);
    return report;
  }
}

export function smallRegister(): PlayFiles {
  const made = generateRegister(7, SMALL_REGISTER_LOANS);
  return { dictionary: fileFromText('dictionary.csv', made.dictionary), data: fileFromText('register.txt', made.data), map: {} };
}

export const test = base.extend<{ preparation: Preparation }>({
  preparation: async ({}, use) => {
    const stage = Stage.open(await findInstallation(), { print: () => undefined });
    await use(new Preparation(stage, await ensureCast(stage, [])));
    await stage.close();
  },
});

export { expect } from './fixtures';
