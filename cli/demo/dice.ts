import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

/** Integer dice only: floating point would make the same seed give other loans on another machine. */
export class Dice {
  private readonly generator;

  constructor(seed: number) {
    this.generator = xoroshiro128plus(seed);
  }

  /** Uniform, both ends included. */
  between(low: number, high: number): number {
    return uniformInt(this.generator, low, high);
  }

  /** True in `percent` of a hundred throws. */
  chance(percent: number): boolean {
    return this.between(1, 100) <= percent;
  }

  pick<T>(choices: readonly T[]): T {
    const chosen = choices[this.between(0, choices.length - 1)];
    if (chosen === undefined) throw new Error('Nothing to pick from.');
    return chosen;
  }

  /** Weighted choice; weights are whole numbers. */
  weighted<T>(choices: readonly (readonly [T, number])[]): T {
    let left = this.between(
      1,
      choices.reduce((sum, [, weight]) => sum + weight, 0),
    );
    for (const [value, weight] of choices) {
      left -= weight;
      if (left <= 0) return value;
    }
    throw new Error('Nothing to choose from.');
  }

  /** Bell-shaped between low and high: the mean of four throws. */
  bell(low: number, high: number): number {
    const sum = this.between(low, high) + this.between(low, high) + this.between(low, high) + this.between(low, high);
    return Math.floor(sum / 4);
  }

  /** Fixed-length text of upper-case letters and digits. */
  text(length: number): string {
    const alphabet = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789';
    return Array.from({ length }, () => this.pick([...alphabet])).join('');
  }
}

/** A whole number of hundredths as decimal text: 345 → "3.45". */
export function hundredths(value: number): string {
  const sign = value < 0 ? '-' : '';
  const absolute = Math.abs(value);
  return `${sign}${Math.floor(absolute / 100)}.${String(absolute % 100).padStart(2, '0')}`;
}
