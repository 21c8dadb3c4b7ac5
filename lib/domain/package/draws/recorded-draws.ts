import { z } from 'zod';
import { DRAW_PREFIX, type DrawFact, drawFactSchema } from '../../phases/sample-selection/facts';
import { type Line, list, number, text } from '../lines';
import type { KeptRows } from '../record/version-rows';

/** A draw as the change log keeps it, last of its chain. */
export interface RecordedDraw {
  chain: string;
  /** Number of the version that holds it so. */
  version: number;
  /** `$draw/001`. */
  key: string;
  fact: DrawFact;
  /** Keys of the samples that name it among their origins. */
  samples: ReadonlySet<string>;
}

const PHASE = 'sample-selection';
const originSchema = z.object({ draw: z.string().nullable() });

/** Gathers the draws of a record, and the samples that came of each, while the lines of its change log pass. Memory grows with samples. */
export class RecordedDraws {
  private readonly facts = new Map<string, Omit<RecordedDraw, 'samples'>>();
  private readonly samples = new Map<string, Set<string>>();
  /** Lines whose content is withheld: among them may be draws. */
  withheld = 0;

  take(line: Line, rows: KeptRows): void {
    const chainId = text(line, 'chain');
    const chain = rows.chains.get(chainId);
    if (chain?.phase !== PHASE || line.op !== 'put') return;
    const key = text(line, 'key');
    if (line.data === undefined) {
      if (key.startsWith(DRAW_PREFIX)) this.withheld += 1;
      return;
    }
    if (key.startsWith(DRAW_PREFIX)) {
      const fact = drawFactSchema.safeParse(line.data).data;
      if (fact !== undefined) this.facts.set(`${chainId} ${key}`, { chain: chain.name, version: number(line, 'number'), key, fact });
      return;
    }
    for (const origin of list(line.data as Line, 'origins')) {
      const draw = originSchema.safeParse(origin).data?.draw;
      if (draw === null || draw === undefined) continue;
      const name = `${chainId} ${draw}`;
      this.samples.set(name, (this.samples.get(name) ?? new Set()).add(key));
    }
  }

  /** The draws in the order of their chains and keys. */
  all(): RecordedDraw[] {
    return [...this.facts].map(([name, draw]) => ({ ...draw, samples: this.samples.get(name) ?? new Set() }));
  }
}
