import { WorkflowExecutionAlreadyStartedError } from '@temporalio/common';
import { ParentClosePolicy, type SignalDefinition, startChild } from '@temporalio/workflow';
import type { CycleReportInput, LaneInput } from '#contract/cycle-report';
import { LANE_TYPE, laneWorkflowId } from '#contract/names';
import { type PlanFanOut, planFanOuts, planPhases } from '#contract/plan';
import { closePhase, listAgain, restartChildren } from '#contract/signals';
import type { ListedLane } from '../../activities/list-lanes';
import type { ReportState } from '../../activities/process-next-report-command';
import { signalIfRunning } from '../command-loop';
import { listLanes } from '../proxies';
import { startAttributes } from '../search-attributes';
import { fanOutsToList } from './plan';

/** Lanes started at once: each is a round trip to the server. */
const AT_ONCE = 50;

/** The lanes of a report: listed whenever the version that lists their members is another one, started, and told to look. */
export class Lanes {
  private readonly started = new Set<string>();
  /** The approved version that the lanes were last listed from, by the phase that lists them. */
  private readonly listedFrom = new Map<string, string>();
  private known: readonly ListedLane[] = [];

  constructor(private readonly input: CycleReportInput) {}

  /** Lists, starts and tells lanes as the state of the report asks for; a plan without fan-outs does nothing here. */
  async follow(state: ReportState): Promise<void> {
    for (const fanOut of fanOutsToList(this.input.plan, state)) {
      const approved = state.chains.find(({ phase }) => phase === fanOut.members)?.approvedVersion?.id;
      if (approved === undefined || approved === this.listedFrom.get(fanOut.members)) continue;
      const { lanes, listedFrom } = await listLanes({ cycleReportId: this.input.cycleReportId, members: fanOut.members });
      this.known = lanes;
      const running = lanes.filter(({ laneId }) => this.started.has(laneId));
      await this.start(
        fanOut,
        lanes.filter(({ laneId }) => !this.started.has(laneId)),
      );
      await this.signal(running, listAgain);
      // Another version may have been approved meanwhile: then the next look lists again.
      this.listedFrom.set(fanOut.members, listedFrom ?? approved);
    }
  }

  /** After a restart each start is tried again, and each lane tries its own. */
  async restart(): Promise<void> {
    this.started.clear();
    this.listedFrom.clear();
    await this.signal(this.known, restartChildren);
  }

  /** Tells every lane there is to end; a run that has not listed any yet asks for them. */
  async close(): Promise<void> {
    const [fanOut] = planFanOuts(this.input.plan);
    if (fanOut === undefined) return;
    const { lanes } = await listLanes({ cycleReportId: this.input.cycleReportId, members: fanOut.members });
    await this.signal(lanes, closePhase);
  }

  private async start(fanOut: PlanFanOut, lanes: readonly ListedLane[]): Promise<void> {
    const inside = planPhases(this.input.plan).filter(({ within }) => within === fanOut);
    const phases = inside.map(({ node, position }) => ({ node, position }));
    for (let from = 0; from < lanes.length; from += AT_ONCE)
      await Promise.all(lanes.slice(from, from + AT_ONCE).map((lane) => this.startLane(lane, phases)));
  }

  private async startLane({ laneId, key, name }: ListedLane, phases: LaneInput['phases']): Promise<void> {
    const { cycleReportId, searchAttributes, continueAfterEvents } = this.input;
    const title = `${this.input.title}: ${name}`;
    const input: LaneInput = {
      cycleReportId,
      laneId,
      key,
      phases,
      title,
      searchAttributes,
      ...(continueAfterEvents === undefined ? {} : { continueAfterEvents }),
    };
    try {
      await startChild(LANE_TYPE, {
        workflowId: laneWorkflowId(cycleReportId, key),
        parentClosePolicy: ParentClosePolicy.ABANDON,
        args: [input],
        staticSummary: title,
        typedSearchAttributes: startAttributes(searchAttributes === 'on', { report: this.input.title }),
      });
    } catch (error) {
      if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
      // It runs since an earlier run of the report, which may not have told it.
      await this.signal([{ laneId, key, name }], listAgain);
    }
    this.started.add(laneId);
  }

  private async signal(lanes: readonly ListedLane[], signal: SignalDefinition): Promise<void> {
    for (const { key } of lanes)
      await signalIfRunning(laneWorkflowId(this.input.cycleReportId, key), signal, 'the lane is not running any more');
  }
}
