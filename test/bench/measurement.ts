/** One line of the bench: ours beside its floor, measured in the same run. */
export interface BenchLine {
  name: string;
  ours: number;
  /** null: nothing was measured beside it, and the goal is a value of its own. */
  floor: number | null;
  /** Greatest ratio of ours to floor that meets the goal; without a floor, the greatest value that does. Of a rate, the least. */
  goal: number;
  unit: 'ms' | 'MiB' | 'MB' | 'kB' | 'nodes' | 'shift' | 'events' | 'a second' | 'statements' | '%';
  /** What else there is to say of it, on a line of its own. */
  note?: string;
}

/** What a line comes to: the ratio of ours to its floor, or ours where it has none, and whether that meets its goal. */
export function judged({ ours, floor, goal, unit }: BenchLine): { ratio: number; met: boolean } {
  const ratio = floor === null ? ours : ours / floor;
  return { ratio, met: isRate(unit) ? ratio >= goal : ratio <= goal };
}

/** Whether more is better: of a rate; of all else less is. */
export function isRate(unit: BenchLine['unit']): boolean {
  return unit === 'a second';
}

/** Middle of the measured values; the mean of the two middle ones where their number is even. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  const upper = sorted[Math.floor(middle)] ?? Number.NaN;
  return Number.isInteger(middle) ? ((sorted[middle - 1] ?? Number.NaN) + upper) / 2 : upper;
}

/** Milliseconds that the work takes. */
export async function timed(work: () => Promise<unknown>): Promise<number> {
  const begun = performance.now();
  await work();
  return performance.now() - begun;
}

/** The least of the measured values that so many per cent do not pass. */
export function percentile(percent: number): (values: readonly number[]) => number {
  return (values) => [...values].sort((a, b) => a - b)[Math.ceil((values.length * percent) / 100) - 1] ?? Number.NaN;
}

/** Medians of both (or what `figure` makes of the values), measured in turns so that a noisy moment meets both. */
export async function sideBySide(
  rounds: number,
  ours: (round: number) => Promise<number>,
  floor: (round: number) => Promise<number>,
  figure: (values: readonly number[]) => number = median,
): Promise<{ ours: number; floor: number }> {
  const measured = { ours: [] as number[], floor: [] as number[] };
  for (let round = 0; round < rounds; round += 1) {
    measured.floor.push(await floor(round));
    measured.ours.push(await ours(round));
  }
  return { ours: figure(measured.ours), floor: figure(measured.floor) };
}
