import { type Database, openDatabase } from '#data/sql/connection';
import { findInstallation } from '../../cli/machine/installation';
import type { Play } from '../../cli/play/acts';
import { type Cast, ensureCast } from '../../cli/play/cast';
import { DEMO_LOB } from '../../cli/play/demo-lob';
import { lanePeople } from '../../cli/play/lane-people';
import { openReport, startReport } from '../../cli/play/opening-act';
import { persist } from '../../cli/play/persist';
import { openDifferences } from '../../cli/play/reconciling';
import { Stage } from '../../cli/play/stage';
import { expect, REGISTER_OPTIONS, smallRegister } from '../stage-fixture';
import type { Cut } from './cuts';
import { HeldTableLock } from './held-table';
import { killProcess } from './killing';
import { brokenPromises } from './promises';

/** Stage, people and the owner's line to the database for stories in which processes die. */
export class Fire {
  private constructor(
    readonly stage: Stage,
    readonly owner: Database,
    readonly cast: Cast,
  ) {}

  static async light(): Promise<Fire> {
    const installation = await findInstallation();
    const stage = Stage.open(installation, { print: () => undefined });
    return new Fire(stage, openDatabase(installation.ownerUrl, { maxConnections: 3 }), await ensureCast(stage, []));
  }

  async out(): Promise<void> {
    await this.stage.close();
    await this.owner.close();
  }

  /** A started report, and what the acts of play need to go on with it. */
  async report(name: string): Promise<Play> {
    const { stage, cast } = this;
    const cycleReportId = await openReport(stage, cast, {
      cycle: { name: 'Kills', startsOn: '2026-01-01', endsOn: '2026-12-31' },
      report: { name: `${name} ${stage.commandId(name).slice(0, 8)}`, regulator: '', description: '' },
      tester: cast.tester,
      owner: cast.owner,
      dueOn: '2026-12-31',
    });
    await startReport(stage, cast, cycleReportId, name);
    return {
      stage,
      tester: cast.tester,
      owner: cast.owner,
      cycleReportId,
      files: smallRegister(),
      rules: [],
      options: { ...REGISTER_OPTIONS, seed: name },
      lob: DEMO_LOB,
      people: lanePeople(cast),
    };
  }

  /** Sets `act` going, and kills the victims while somebody stands right before writing to the table. */
  async cutOff<T>([table, ...victims]: Cut, act: () => Promise<T>): Promise<T> {
    const held = await HeldTableLock.take(this.owner, table);
    try {
      const acting = act();
      await held.whenSomebodyWaits();
      await Promise.all(victims.map(killProcess));
      held.release();
      return await acting;
    } catch (error) {
      held.release();
      throw error;
    }
  }

  /** What was cut off is taken up within a heartbeat's time; then nothing may be broken. */
  async expectPromisesKept(): Promise<void> {
    await expect.poll(() => persist(() => brokenPromises(this.stage.db)), { timeout: 90_000 }).toEqual([]);
    expect(await openDifferences(this.stage)).toBe(0);
  }
}
