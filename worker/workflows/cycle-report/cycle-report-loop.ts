import { WorkflowExecutionAlreadyStartedError } from '@temporalio/common';
import { condition, ParentClosePolicy, setCurrentDetails, startChild, workflowInfo } from '@temporalio/workflow';
import type { CycleReportInput, PhaseInput } from '#contract/cycle-report';
import { PHASE_TYPE, phaseWorkflowId } from '#contract/names';
import type { Plan } from '#contract/plan';
import { closePhase, type VersionInView } from '#contract/signals';
import type { PhaseName } from '#domain/phase/phase-names';
import type { ReportState } from '../../activities/process-next-report-command';
import { CommandLoop, signalIfRunning } from '../command-loop';
import { historyIsLong, leavesRings } from '../continuation';
import { Lanes } from '../lane/lanes';
import { phaseInWords } from '../phase-words';
import { beginUpgrade, lanesInTurn, listLanes, processNextReportCommand, reportPlan } from '../proxies';
import { RunAttributes, startAttributes } from '../search-attributes';
import { versionsInView } from '../versions-in-view';
import { approvedIn, openedPhases, type PhaseToStart, phasesToStart, planProgress, reportFanOuts } from './plan';

/** Interprets the plan it carries: starts each phase when what opens it is approved, and closes them all at the end. */
export class CycleReportLoop {
  private readonly commands = new CommandLoop(() => this.processNext());
  readonly doorbell = this.commands.doorbell;
  private readonly attributes: RunAttributes;
  private readonly started: Set<string>;
  private readonly lanes: Lanes;
  private state: ReportState | null = null;
  /** What the report was carried over to, with its number: it goes on by it in a new run. */
  private later: { plan: Plan; planSeq: number; workflowType?: string } | null = null;

  /**
   * @param plan the input's plan as this version of the process orders it
   * @param continueAsNew goes on in a new run of a workflow of this type
   */
  constructor(
    private readonly input: CycleReportInput,
    private readonly plan: Plan,
    private readonly continueAsNew: (workflowType: string, next: CycleReportInput) => Promise<never>,
  ) {
    this.attributes = new RunAttributes(input.searchAttributes === 'on');
    this.started = new Set(input.startedPhases ?? []);
    const { cycleReportId } = input;
    this.lanes = new Lanes({
      input,
      fanOuts: reportFanOuts(plan),
      list: (members) => listLanes({ cycleReportId, members }),
      inTurn: (phases) => this.lanesInTurn(phases),
    });
  }

  /** Answers commands and opens phases until the report is closed. */
  async run(): Promise<void> {
    for (;;) {
      await this.settle();
      if (this.state?.closed) return await this.closePhases(this.state);
      // Nothing is awaited between the last look at the doorbell and the new run, so that no ring is lost.
      if (this.later !== null || historyIsLong(this.input.continueAfterEvents)) {
        const { workflowType, ...carried } = this.later ?? { workflowType: undefined };
        return await this.continueAsNew(workflowType ?? workflowInfo().workflowType, {
          ...this.input,
          ...carried,
          startedPhases: [...this.started],
        });
      }
      await condition(() => this.doorbell.isRinging);
    }
  }

  private async settle(): Promise<void> {
    do {
      this.doorbell.clear();
      const changed = await this.commands.drain();
      const upgraded = await this.upgraded();
      // What comes next opens by the later version, in the run that this one goes on as.
      if (!upgraded && !this.isLeaving() && this.state?.started && !this.state.closed) {
        await this.openPhases(this.state);
        await this.lanes.follow(approvedIn(this.state));
      }
      if (changed || upgraded) await this.commands.archive();
      // Results that were recorded before there was such a number have none.
      if ((this.state?.planSeq ?? 0) > (this.later?.planSeq ?? this.input.planSeq ?? 0))
        this.later = await reportPlan({ cycleReportId: this.input.cycleReportId });
    } while (this.doorbell.isRinging && !(this.state?.closed !== true && leavesRings(this.input.continueAfterEvents)));
  }

  /** Which lanes may run; where a later version comes first, the loop looks once more, and the next lane opens by that. */
  private async lanesInTurn(phases: PhaseName[]): Promise<string[]> {
    const { laneIds, upgradeDue } = await lanesInTurn({ cycleReportId: this.input.cycleReportId, laneId: null, phases });
    if (upgradeDue) this.doorbell.ring();
    return laneIds;
  }

  /** Changes the version of the process where that was asked for and nothing is open: before anything opens by the present one. */
  private async upgraded(): Promise<boolean> {
    const { state } = this;
    // Results that were recorded before there were later versions to go on by say nothing of it.
    if (!state?.upgradeDue) return false;
    this.show(await beginUpgrade({ cycleReportId: this.input.cycleReportId }));
    return this.state !== null && this.state.planSeq > state.planSeq;
  }

  /** Whether the report was brought to another version, while rings that came meanwhile are still answered by this one. */
  private isLeaving(): boolean {
    const type = this.later?.workflowType;
    return type !== undefined && type !== workflowInfo().workflowType;
  }

  private async processNext(): Promise<boolean> {
    const { processed, kind, state } = await processNextReportCommand({ cycleReportId: this.input.cycleReportId });
    this.show(state);
    if (processed === null) return false;
    // An operator may have ended any of the phases' runs: each start is tried again, and one that runs says so.
    if (kind === 'restart_report') {
      this.started.clear();
      await this.lanes.restart();
    }
    return true;
  }

  private async openPhases(state: ReportState): Promise<void> {
    for (const next of phasesToStart(this.plan, state, this.started)) {
      await this.startPhase(next);
      this.started.add(next.node.phase);
    }
  }

  /** Awaits the start, never the result, so that report and phase can continue as new each on its own. */
  private async startPhase({ node, position }: PhaseToStart): Promise<void> {
    const { cycleReportId, searchAttributes, continueAfterEvents } = this.input;
    const title = `${this.input.title}: ${phaseInWords(node.phase)}`;
    const input: PhaseInput = {
      cycleReportId,
      node,
      position,
      instance: '',
      title,
      searchAttributes,
      ...(continueAfterEvents === undefined ? {} : { continueAfterEvents }),
    };
    try {
      await startChild(PHASE_TYPE, {
        workflowId: phaseWorkflowId(cycleReportId, node.phase),
        parentClosePolicy: ParentClosePolicy.ABANDON,
        args: [input],
        staticSummary: title,
        typedSearchAttributes: startAttributes(searchAttributes === 'on', { report: this.input.title, phase: node.phase }),
      });
    } catch (error) {
      if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
    }
  }

  /** The report is stamped closed already, so that commands are refused from now on; the phases drain and end. */
  private async closePhases(state: ReportState): Promise<void> {
    await this.lanes.close();
    for (const { phase } of openedPhases(this.plan, state)) {
      await signalIfRunning(phaseWorkflowId(this.input.cycleReportId, phase), closePhase, 'the phase is not running any more');
    }
  }

  versionsInView(): VersionInView[] {
    return (this.state?.chains ?? []).flatMap((chain) => versionsInView(chain.phase, chain));
  }

  progress(): { phase: string; state: string; waitingOn: string | null }[] {
    return planProgress(this.plan, this.state);
  }

  private show(state: ReportState): void {
    this.state = state;
    const waiting = state.chains.find((chain) => chain.waitingOn !== null);
    this.attributes.show({ phase: waiting?.phase ?? null, waitingOn: waiting?.waitingOn ?? null });
    setCurrentDetails(
      [
        this.input.title,
        ...this.progress().map(
          ({ phase, state: word, waitingOn }) =>
            `- ${phaseInWords(phase)}: ${word.replaceAll('_', ' ')}${waitingOn ? `, waiting on ${waitingOn}` : ''}`,
        ),
      ].join('\n'),
    );
  }
}
