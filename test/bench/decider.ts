import type { Draft, RunningWorld } from '../support/world/running-world';
import { untilRows } from './until-rows';

/** Reports that are started, submitted or looked at at once: more would only wait for each other. */
const FEW = 8;

/** Somebody who decides on one version after the other of a report of their own. */
export class Decider {
  private constructor(
    private readonly world: RunningWorld,
    readonly cycleReportId: string,
    private draft: Draft,
  ) {}

  static async begin(world: RunningWorld): Promise<Decider> {
    const { cycleReportId, planning } = await world.startReport();
    await world.submit(planning);
    return new Decider(world, cycleReportId, await world.draft(cycleReportId, 'sample-selection', 1));
  }

  get chainId(): string {
    return this.draft.chainId;
  }

  async submit(): Promise<void> {
    await this.world.submit(this.draft);
  }

  /** Asks for changes; answers the command's id. */
  async decide(): Promise<string> {
    return await this.world.decide(this.draft, 'request_changes', 'Bench');
  }

  /** Waits for the next draft. */
  async goOn(): Promise<void> {
    this.draft = await this.world.draft(this.cycleReportId, 'sample-selection', this.draft.number + 1);
  }
}

/** Lets so many people have a report of their own that waits to be submitted. */
export async function moreDeciders(world: RunningWorld, deciders: Decider[], count: number): Promise<void> {
  while (deciders.length < count) {
    const more = Math.min(FEW, count - deciders.length);
    deciders.push(...(await Promise.all(Array.from({ length: more }, () => Decider.begin(world)))));
  }
}

/** Lets all submit their drafts, a few at once. */
export async function submitAll(deciders: readonly Decider[]): Promise<void> {
  await fewAtOnce(deciders, (decider) => decider.submit());
}

/**
 * Milliseconds of each from the moment at which all decide until the receipt is there; the next draft of each is waited for.
 * @param lookAgainMs between two looks for receipts
 */
export async function decideAtOnce(world: RunningWorld, deciders: readonly Decider[], lookAgainMs?: number): Promise<number[]> {
  const acts = deciders.map((decider) => () => decider.decide());
  const taken = await untilRows(
    world.db,
    'select command_id::text as id from receipt where command_id = any($1::uuid[])',
    acts,
    lookAgainMs,
  );
  await fewAtOnce(deciders, (decider) => decider.goOn());
  return taken;
}

async function fewAtOnce(deciders: readonly Decider[], act: (decider: Decider) => Promise<void>): Promise<void> {
  for (let done = 0; done < deciders.length; done += FEW) await Promise.all(deciders.slice(done, done + FEW).map(act));
}
