import { CommanderError } from 'commander';
import type { LobRule } from '#contract/draws';
import { findReportId } from '#data/report/cycle-names.queries';
import { Refusal } from '#domain/refusals';
import { CONTROL_FIELD, CONTROL_LINE, generateRegister } from '../demo/generate-register';
import { findInstallation } from '../machine/installation';
import { playUntil } from './acts';
import { ensureCast } from './cast';
import { DEMO_LOB } from './demo-lob';
import { lanePeople } from './lane-people';
import { openReport, startReport } from './opening-act';
import { persist } from './persist';
import { fileFromDisk, fileFromText, type PlayFiles, readMapFile } from './play-files';
import { type PlayOptions, parsePlayOptions } from './play-options';
import { jsonPrinter, textPrinter } from './printer';
import { openDifferences } from './reconciling';
import { Stage } from './stage';

const DEMO_LOANS = 4_000;
const DEMO_SEED = 2025;

/** `countersign play`: exit code 0 when the last phase asked for is approved. */
export async function run(argv: string[]): Promise<number> {
  const options = parseOrNull(argv);
  if (options === null) return 2;
  if (typeof options === 'number') return options;
  const write = (text: string) => void process.stdout.write(text);
  const stage = Stage.open(await findInstallation(), options.json ? jsonPrinter(write) : textPrinter(write));
  try {
    await play(stage, options);
    return 0;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    process.stderr.write(`${error.message}\n`);
    return 1;
  } finally {
    await stage.close();
  }
}

/** Commander has printed help or the error by itself; its exit code is what is left. */
function parseOrNull(argv: readonly string[]): PlayOptions | number | null {
  try {
    return parsePlayOptions(argv);
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode;
    throw error;
  }
}

/** The demo's register where no own file was given, with the settings it needs. */
export async function choose(
  options: PlayOptions,
): Promise<{ files: PlayFiles; options: PlayOptions; lob: LobRule | null; title: string }> {
  const map = options.map === null ? {} : await readMapFile(options.map);
  const lob = options.lobColumn === null ? null : { column: options.lobColumn, map: options.lobMap };
  if (options.data !== null && options.dictionary !== null) {
    const files = { dictionary: fileFromDisk(options.dictionary), data: fileFromDisk(options.data), map };
    return { files, options, lob, title: files.data.name };
  }
  if (options.data !== null || options.dictionary !== null) throw new Refusal('invalid_input', '--data and --dictionary belong together.');
  const register = generateRegister(DEMO_SEED, DEMO_LOANS);
  return {
    files: {
      dictionary: fileFromText('register-dictionary.csv', register.dictionary),
      data: fileFromText('register.txt', register.data),
      map,
    },
    options: { ...options, skipLines: 1, delimiter: '|', header: false, key: ['3'], control: { line: CONTROL_LINE, field: CONTROL_FIELD } },
    lob: DEMO_LOB,
    title: 'Mortgage register',
  };
}

/** The first name of a play of these data that no report has: the same on each fresh installation, as everything else of a play is. */
async function freeName(stage: Stage, title: string): Promise<string> {
  for (let nth = 1; ; nth += 1) {
    const name = `${title}, play ${nth}`;
    if ((await persist(() => findReportId(stage.db, name))) === null) return name;
  }
}

async function play(stage: Stage, asked: PlayOptions): Promise<void> {
  const { files, options, lob, title } = await choose(asked);
  const cast = await ensureCast(stage, Object.values(lob?.map ?? {}));
  const name = await freeName(stage, title);
  const cycleReportId = await openReport(stage, cast, {
    cycle: { name: 'Plays', startsOn: '2026-01-01', endsOn: '2026-12-31' },
    report: { name, regulator: '', description: 'Made by countersign play.' },
    tester: cast.tester,
    owner: cast.owner,
    dueOn: '2026-12-31',
  });
  await startReport(stage, cast, cycleReportId, name);
  const rules = options.rules.map(fileFromDisk);
  await playUntil(
    { stage, tester: cast.tester, owner: cast.owner, cycleReportId, files, rules, options, lob, people: lanePeople(cast) },
    options.until,
  );
  const differences = await openDifferences(stage);
  stage.print({ step: 'done', detail: `${differences} differences between tables and Temporal` });
  if (differences > 0) throw new Error('The reconciler lists differences: see the administration page.');
}
