import { hexOf, sha256Of, utf8, type VerifyTools } from '../tools';
import type { PopulationLine } from './population-file';

interface Rank {
  hash: string;
  key: string;
}

/** The first records of a population by hash rank (docs/sampling.md), held while records pass: never more than four times as many as are asked for. */
export class Ranked {
  private held: Rank[] = [];

  constructor(
    private readonly tools: VerifyTools,
    private readonly seed: string,
    private readonly limit: number,
  ) {}

  take({ key, texts }: Pick<PopulationLine, 'key' | 'texts'>): void {
    if (this.limit === 0) return;
    this.held.push({ hash: hexOf(sha256Of(this.tools, utf8(`${this.seed}\n${JSON.stringify(texts)}`))), key });
    if (this.held.length >= 4 * this.limit + 1_000) this.cut();
  }

  /** Keys in the order of their ranks. */
  keys(): string[] {
    this.cut();
    return this.held.map(({ key }) => key);
  }

  private cut(): void {
    // Records come in the order of their keys and sorting is stable, so that equal ranks stay in that order.
    this.held.sort((one, other) => (one.hash < other.hash ? -1 : one.hash > other.hash ? 1 : 0));
    this.held.length = Math.min(this.held.length, this.limit);
  }
}
