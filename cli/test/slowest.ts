/** What one file of tests took. */
export interface FileTime {
  /** Path from the root of the project. */
  file: string;
  seconds: number;
}

/** Times of a vitest JSON report, hooks and tests of each file together. */
export function fileTimesOfVitest(report: VitestTimes, root: string): FileTime[] {
  return report.testResults.map(({ name, startTime, endTime }) => ({
    file: name.startsWith(`${root}/`) ? name.slice(root.length + 1) : name,
    seconds: Math.max(0, endTime - startTime) / 1000,
  }));
}

export interface VitestTimes {
  testResults: { name: string; startTime: number; endTime: number }[];
}

/** Times of a Playwright JSON report: the sum of the tests of each file, whose paths it gives from `folder`. */
export function fileTimesOfPlaywright(report: PlaywrightTimes, folder: string): FileTime[] {
  return report.suites.map((suite) => ({ file: `${folder}/${suite.file}`, seconds: millisecondsOf(suite) / 1000 }));
}

export interface PlaywrightTimes {
  suites: PlaywrightSuite[];
}
interface PlaywrightSuite {
  file: string;
  suites?: PlaywrightSuite[];
  specs: { tests: { results: { duration: number }[] }[] }[];
}

function millisecondsOf(suite: PlaywrightSuite): number {
  const own = suite.specs.flatMap(({ tests }) => tests.flatMap(({ results }) => results.map(({ duration }) => duration)));
  return [...own, ...(suite.suites ?? []).map(millisecondsOf)].reduce((sum, each) => sum + each, 0);
}

const MOST_SHOWN = 10;

/** Says which files took longest, slowest first: what to make faster next. Empty where no file ran. */
export function slowestLines(times: readonly FileTime[]): string[] {
  const slowest = [...times].sort((a, b) => b.seconds - a.seconds).slice(0, MOST_SHOWN);
  return slowest.length === 0
    ? []
    : ['slowest files', ...slowest.map(({ file, seconds }) => `${seconds.toFixed(1).padStart(7)} s  ${file}`)];
}
