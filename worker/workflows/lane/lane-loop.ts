import { WorkflowExecutionAlreadyStartedError } from '@temporalio/common';
import { condition, ParentClosePolicy, type SignalDefinition, setCurrentDetails, startChild } from '@temporalio/workflow';
import type { LaneInput, PhaseInput } from '#contract/cycle-report';
import { cycleReportWorkflowId, laneWorkflowId, PHASE_TYPE, phaseWorkflowId } from '#contract/names';
import type { LanePlan } from '#contract/plan';
import { closePhase, listAgain, phaseChanged } from '#contract/signals';
import type { PhaseName } from '#domain/phase/phase-names';
import type { LaneState } from '../../activities/lane-state';
import { signalIfRunning } from '../command-loop';
import { historyIsLong, leavesRings } from '../continuation';
import { Doorbell } from '../doorbell';
import { phaseInWords } from '../phase-words';
import { laneState, lanesInTurn, listOwnerLanes } from '../proxies';
import { startAttributes } from '../search-attributes';
import { Lanes } from './lanes';

/** One lane: starts its phases as what opens them is complete, tells the report what changes, and passes on what the report tells. */
export class LaneLoop {
  readonly doorbell = new Doorbell();
  private readonly started: Set<string>;
  private state: LaneState | null = null;
  /** What the report was last told, so that it is told of changes only. */
  private told: string | null = null;
  private listing = false;
  /** The lanes inside it. */
  private readonly lanes: Lanes;
  private restarting = false;
  /** What runs in it by a later plan: it goes on by it in a new run. */
  private later: Pick<LaneInput, 'phases' | 'fanOuts' | 'planSeq'> | null = null;

  /** @param continueAsNew goes on in a new run of the workflow that owns this loop, under its own type. */
  constructor(
    private readonly input: LaneInput,
    private readonly continueAsNew: (next: LaneInput) => Promise<never>,
  ) {
    this.started = new Set(input.startedPhases ?? []);
    const { laneId, cycleReportId, key } = input;
    this.lanes = new Lanes({
      input: { ...input, parentWorkflowId: laneWorkflowId(cycleReportId, key) },
      fanOuts: input.fanOuts ?? [],
      list: (members) => listOwnerLanes({ laneId, members }),
      inTurn: async (phases) => (await lanesInTurn({ cycleReportId, laneId, phases })).laneIds,
    });
  }

  /** What lists the members of the lane's phases may have changed: they look. */
  listAgain(): void {
    this.listing = true;
    this.doorbell.ring();
  }

  /** An operator may have ended any of the phases' runs: each start is tried again, and one that runs says so. */
  restart(): void {
    this.started.clear();
    this.restarting = true;
    this.doorbell.ring();
  }

  /** The report was carried over to a later plan. It may be told several times. */
  changePlan({ plan, planSeq }: { plan: LanePlan; planSeq: number }): void {
    if (planSeq > (this.input.planSeq ?? 0)) this.later = { phases: plan.phases, fanOuts: plan.fanOuts ?? [], planSeq };
    this.listAgain();
  }

  /** The report may be closed: it looks. What says so is the table, not whoever rings. */
  close(): void {
    this.doorbell.ring();
  }

  async run(): Promise<void> {
    for (;;) {
      await this.settle();
      if (this.state?.closed) return await this.leave();
      // Nothing is awaited between the last look at the doorbell and the new run, so that no ring is lost.
      if (this.later !== null || historyIsLong(this.input.continueAfterEvents))
        return await this.continueAsNew({ ...this.input, ...this.later, startedPhases: [...this.started] });
      await condition(() => this.doorbell.isRinging);
    }
  }

  private async settle(): Promise<void> {
    do {
      this.doorbell.clear();
      this.show(await laneState({ laneId: this.input.laneId, phasesInside: this.phasesInside() }));
      if (this.state?.closed) return;
      if (this.restarting) {
        this.restarting = false;
        await this.lanes.restart();
      }
      await this.startPhases();
      await this.lanes.follow((phase) => (this.opensLanes(phase) ? this.state?.approved[phase] : undefined));
      if (this.listing) {
        this.listing = false;
        await this.signalPhases(listAgain);
        await this.lanes.listAgain();
      } else await this.signalPhases(listAgain, this.state?.listingDue ?? []);
      await this.tell();
    } while (this.doorbell.isRinging && !this.leavesRings());
  }

  /** What it was told to do is not in the tables: that it does itself. */
  private leavesRings(): boolean {
    return !this.listing && !this.restarting && leavesRings(this.input.continueAfterEvents);
  }

  private async leave(): Promise<void> {
    await this.signalPhases(closePhase);
    await this.lanes.close();
  }

  /** Where lanes inside it run one after the other, they open once the phase that lists them is complete; after that they follow each version of it. */
  private opensLanes(members: PhaseName): boolean {
    const inTurn = this.input.fanOuts?.some((fanOut) => fanOut.members === members && fanOut.concurrency === 1);
    return !inTurn || this.state?.complete.includes(members) === true || (this.state?.inside.lanes ?? 0) > 0;
  }

  /** A retired lane opens nothing more; the phases it has stay, for the case that it is taken up again. */
  private async startPhases(): Promise<void> {
    const state = this.state;
    if (state === null) return;
    for (const { node, position } of this.input.phases) {
      const mayOpen = !state.retired && opens(node, state);
      if (this.started.has(node.phase) || !(state.opened.includes(node.phase) || mayOpen)) continue;
      await this.startPhase({ node, position });
      this.started.add(node.phase);
    }
  }

  private async startPhase({ node, position }: LaneInput['phases'][number]): Promise<void> {
    const { cycleReportId, key, laneId, searchAttributes, continueAfterEvents } = this.input;
    const title = `${this.input.title}: ${phaseInWords(node.phase)}`;
    const input: PhaseInput = {
      cycleReportId,
      node,
      position,
      instance: key,
      title,
      searchAttributes,
      laneId,
      parentWorkflowId: laneWorkflowId(cycleReportId, key),
      ...(continueAfterEvents === undefined ? {} : { continueAfterEvents }),
    };
    try {
      await startChild(PHASE_TYPE, {
        workflowId: phaseWorkflowId(cycleReportId, node.phase, key),
        parentClosePolicy: ParentClosePolicy.ABANDON,
        args: [input],
        staticSummary: title,
        typedSearchAttributes: startAttributes(searchAttributes === 'on', { report: this.input.title, phase: node.phase }),
      });
    } catch (error) {
      if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
    }
  }

  /** Tells its phases that run; `which` are those to tell, left out: all. */
  private async signalPhases(signal: SignalDefinition, which?: readonly string[]): Promise<void> {
    for (const { node } of this.input.phases) {
      if (!this.started.has(node.phase) || which?.includes(node.phase) === false) continue;
      const workflowId = phaseWorkflowId(this.input.cycleReportId, node.phase, this.input.key);
      await signalIfRunning(workflowId, signal, 'the phase is not running any more');
    }
  }

  /** The phases of the lanes inside it. */
  private phasesInside(): PhaseName[] {
    return (this.input.fanOuts ?? []).flatMap(({ phases }) => phases.map(({ node }) => node.phase));
  }

  /** Lets the report look where what it sees of the lane is another than it was told. */
  private async tell(): Promise<void> {
    const summary = JSON.stringify([this.state?.retired, this.state?.complete, this.state?.inside ?? null]);
    if (summary === this.told) return;
    this.told = summary;
    const parent = this.input.parentWorkflowId ?? cycleReportWorkflowId(this.input.cycleReportId);
    await signalIfRunning(parent, phaseChanged, 'its parent is not running; the reconciler tells it later');
  }

  progress(): { phase: string; state: string; waitingOn: string | null }[] {
    return this.input.phases.map(({ node: { phase } }) => ({ phase, state: this.stateOf(phase), waitingOn: null }));
  }

  private stateOf(phase: string): string {
    if (this.state?.retired) return 'retired';
    if (this.state?.complete.some((one) => one === phase)) return 'complete';
    return this.state?.opened.some((one) => one === phase) ? 'in_progress' : 'not_started';
  }

  private show(state: LaneState): void {
    this.state = state;
    const lines = this.progress().map(({ phase, state: word }) => `- ${phaseInWords(phase)}: ${word.replaceAll('_', ' ')}`);
    setCurrentDetails([this.input.title, ...lines].join('\n'));
  }
}

/** Whether what opens a phase has come: phases before it are complete, and in those it goes along with something is done. */
function opens({ opensAfter, opensAlong = [] }: LaneInput['phases'][number]['node'], { complete, begun = [] }: LaneState): boolean {
  return opensAfter.every((phase) => complete.includes(phase)) && opensAlong.every((phase) => begun.includes(phase));
}
