import { WorkflowExecutionAlreadyStartedError } from '@temporalio/common';
import { ParentClosePolicy, type SignalDefinition, startChild } from '@temporalio/workflow';
import type { LaneInput } from '#contract/cycle-report';
import { LANE_TYPE, laneWorkflowId } from '#contract/names';
import type { LaneFanOut } from '#contract/plan';
import { changeLanePlan, closePhase, listAgain, restartChildren } from '#contract/signals';
import type { PhaseName } from '#domain/phase/phase-names';
import type { ListedLane } from '../../activities/list-lanes';
import { signalIfRunning } from '../command-loop';
import { startAttributes } from '../search-attributes';

/** Lanes started at once: each is a round trip to the server. */
const AT_ONCE = 50;

/** Whose lanes they are: a report's, or those inside a lane. */
export interface LanesOf {
  input: Pick<LaneInput, 'cycleReportId' | 'title' | 'searchAttributes' | 'continueAfterEvents' | 'parentWorkflowId' | 'planSeq'>;
  fanOuts: readonly LaneFanOut[];
  /** Lists the lanes by what the phase that names their members has approved; an activity. */
  list: (members: LaneFanOut['members']) => Promise<{ listedFrom: string | null; lanes: ListedLane[] }>;
  /** Reads which of them may run where they run one after the other, each with these phases; an activity. */
  inTurn: (phases: PhaseName[]) => Promise<string[]>;
}

/** Lanes that a workflow looks after: listed whenever the version that lists their members is another one, started, and told to look. */
export class Lanes {
  private readonly started = new Set<string>();
  /** The approved version that the lanes were last listed from, by the phase that lists them. */
  private readonly listedFrom = new Map<string, string>();
  private known: readonly ListedLane[] = [];

  constructor(private readonly of: LanesOf) {}

  /** Lists, starts and tells lanes as needed. `approved` answers the approved version of a phase, where there is one. */
  async follow(approved: (phase: LaneFanOut['members']) => string | undefined): Promise<void> {
    for (const fanOut of this.of.fanOuts) {
      const version = approved(fanOut.members);
      if (version === undefined) continue;
      if (version !== this.listedFrom.get(fanOut.members)) await this.list(fanOut, version);
      else if (fanOut.concurrency === 1) await this.startInTurn(fanOut);
    }
  }

  private async list(fanOut: LaneFanOut, version: string): Promise<void> {
    const { lanes, listedFrom } = await this.of.list(fanOut.members);
    this.known = lanes;
    const running = lanes.filter(({ laneId }) => this.started.has(laneId));
    if (fanOut.concurrency === 1) await this.startInTurn(fanOut);
    else await this.start(fanOut, lanes);
    await this.signal(running, listAgain);
    // Another version may have been approved meanwhile: then the next look lists again.
    this.listedFrom.set(fanOut.members, listedFrom ?? version);
  }

  /** Starts the lanes that have begun before this run, and the next one where none of them has anything left to do. */
  private async startInTurn(fanOut: LaneFanOut): Promise<void> {
    const inTurn = await this.of.inTurn(fanOut.phases.map(({ node }) => node.phase));
    await this.start(
      fanOut,
      this.known.filter(({ laneId }) => inTurn.includes(laneId)),
    );
  }

  /** What is above them is listed from other versions than before: they look at what they hold. */
  async listAgain(): Promise<void> {
    await this.signal(this.known, listAgain);
  }

  /** After a restart each start is tried again, and each lane tries its own. */
  async restart(): Promise<void> {
    this.started.clear();
    this.listedFrom.clear();
    await this.signal(this.known, restartChildren);
  }

  /** Tells every lane there is to end; a run that has not listed any yet asks for them. */
  async close(): Promise<void> {
    const [fanOut] = this.of.fanOuts;
    if (fanOut === undefined) return;
    const { lanes } = await this.of.list(fanOut.members);
    await this.signal(lanes, closePhase);
  }

  private async start({ members: _, concurrency: __, ...inside }: LaneFanOut, lanes: readonly ListedLane[]): Promise<void> {
    const due = lanes.filter(({ laneId }) => !this.started.has(laneId));
    for (let from = 0; from < due.length; from += AT_ONCE)
      await Promise.all(due.slice(from, from + AT_ONCE).map((lane) => this.startLane(lane, inside)));
  }

  private async startLane({ laneId, key, name }: ListedLane, inside: Pick<LaneInput, 'phases' | 'fanOuts'>): Promise<void> {
    const { cycleReportId, searchAttributes, continueAfterEvents, parentWorkflowId, planSeq } = this.of.input;
    const title = `${this.of.input.title}: ${name}`;
    const input: LaneInput = {
      cycleReportId,
      laneId,
      key,
      ...inside,
      title,
      searchAttributes,
      ...(continueAfterEvents === undefined ? {} : { continueAfterEvents }),
      ...(parentWorkflowId === undefined ? {} : { parentWorkflowId }),
      ...(planSeq === undefined ? {} : { planSeq }),
    };
    try {
      await startChild(LANE_TYPE, {
        workflowId: laneWorkflowId(cycleReportId, key),
        parentClosePolicy: ParentClosePolicy.ABANDON,
        args: [input],
        staticSummary: title,
        typedSearchAttributes: startAttributes(searchAttributes === 'on', { report: this.of.input.title }),
      });
    } catch (error) {
      if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
      // It runs since an earlier run of its parent, which may not have told it.
      if (planSeq === undefined) await this.signal([{ laneId, key, name }], listAgain);
      else await this.signal([{ laneId, key, name }], changeLanePlan, { plan: inside, planSeq });
    }
    this.started.add(laneId);
  }

  private async signal<Told extends unknown[]>(lanes: readonly ListedLane[], signal: SignalDefinition<Told>, ...told: Told): Promise<void> {
    for (const { key } of lanes)
      await signalIfRunning(laneWorkflowId(this.of.input.cycleReportId, key), signal, 'the lane is not running any more', ...told);
  }
}
