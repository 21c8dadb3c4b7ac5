import { WorkflowExecutionAlreadyStartedError } from '@temporalio/common';
import {
  condition,
  getExternalWorkflowHandle,
  isCancellation,
  log,
  makeContinueAsNewFunc,
  ParentClosePolicy,
  setCurrentDetails,
  startChild,
} from '@temporalio/workflow';
import type { CycleReportInput, PhaseInput } from '#contract/cycle-report';
import { PHASE_TYPE, phaseWorkflowId } from '#contract/names';
import type { PlanPhase } from '#contract/plan';
import { closePhase, type VersionInView } from '#contract/signals';
import type { ReportState } from '../../activities/process-next-report-command';
import { historyIsLong } from '../continuation';
import { Doorbell } from '../doorbell';
import { failedCommandId, rootMessage } from '../failures';
import { phaseInWords } from '../phase-words';
import { RunAttributes, startAttributes } from '../search-attributes';
import { archiveHistory, processNextReportCommand, refuseCommand } from './activities';
import type { cycleReport_2_0_0 } from './workflow';

/** Interprets the plan it carries: starts each phase when what opens it is approved, and closes them all at the end. */
export class CycleReportLoop {
  readonly doorbell = new Doorbell();
  private readonly attributes: RunAttributes;
  private readonly started: Set<string>;
  private state: ReportState | null = null;

  constructor(private readonly input: CycleReportInput) {
    this.attributes = new RunAttributes(input.searchAttributes === 'on');
    this.started = new Set(input.startedPhases ?? []);
  }

  async run(): Promise<void> {
    for (;;) {
      await this.settle();
      if (this.state?.closed) return await this.closePhases();
      // Nothing is awaited between the last look at the doorbell and the new run, so that no ring is lost.
      if (historyIsLong(this.input.continueAfterEvents)) {
        return await makeContinueAsNewFunc<typeof cycleReport_2_0_0>()({ ...this.input, startedPhases: [...this.started], rang: true });
      }
      await condition(() => this.doorbell.isRinging);
    }
  }

  private async settle(): Promise<void> {
    do {
      this.doorbell.clear();
      const changed = await this.drain();
      if (this.state?.started && !this.state.closed) await this.openPhases(this.state);
      if (changed) await this.archive();
    } while (this.doorbell.isRinging);
  }

  private async drain(): Promise<boolean> {
    for (let count = 0; ; count += 1) {
      try {
        const { processed, kind, state } = await processNextReportCommand({ cycleReportId: this.input.cycleReportId });
        this.show(state);
        if (processed === null) return count > 0;
        // An operator may have ended any of the phases' runs: each start is tried again, and one that runs says so.
        if (kind === 'restart_report') this.started.clear();
      } catch (error) {
        const commandId = failedCommandId(error);
        if (commandId === null) throw error;
        log.error('a command failed for good and is refused', { commandId, reason: rootMessage(error) });
        await refuseCommand({ commandId });
      }
    }
  }

  private async openPhases(state: ReportState): Promise<void> {
    for (const [index, node] of this.input.plan.nodes.entries()) {
      const wasOpened = state.chains.some((chain) => chain.phase === node.phase);
      const mayOpen = node.opensAfter.every((phase) => state.approvedPhases.includes(phase));
      if (this.started.has(node.phase) || !(wasOpened || mayOpen)) continue;
      await this.startPhase(node, index + 1);
      this.started.add(node.phase);
    }
  }

  /** Awaits the start, never the result, so that report and phase can continue as new each on its own. */
  private async startPhase(node: PlanPhase, position: number): Promise<void> {
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

  private async archive(): Promise<void> {
    try {
      await archiveHistory();
    } catch (error) {
      if (isCancellation(error)) throw error;
      log.warn('the history is archived later, by the reconciler', { reason: rootMessage(error) });
    }
  }

  /** The report is stamped closed already, so that commands are refused from now on; the phases drain and end. */
  private async closePhases(): Promise<void> {
    for (const { phase } of this.input.plan.nodes) {
      if (!this.state?.chains.some((chain) => chain.phase === phase)) continue;
      try {
        await getExternalWorkflowHandle(phaseWorkflowId(this.input.cycleReportId, phase)).signal(closePhase);
      } catch (error) {
        if (isCancellation(error)) throw error;
        log.warn('the phase is not running any more', { phase, reason: rootMessage(error) });
      }
    }
  }

  versionsInView(): VersionInView[] {
    return (this.state?.chains ?? []).flatMap(({ phase, openVersion, approvedVersion }) => [
      ...(approvedVersion ? [{ phase, versionId: approvedVersion.id, number: approvedVersion.number, status: 'approved' }] : []),
      ...(openVersion ? [{ phase, versionId: openVersion.id, number: openVersion.number, status: openVersion.status }] : []),
    ]);
  }

  progress(): { phase: string; state: string; waitingOn: string | null }[] {
    return this.input.plan.nodes.map(({ phase }) => {
      const chain = this.state?.chains.find((candidate) => candidate.phase === phase);
      if (!chain) return { phase, state: 'not_started', waitingOn: null };
      return { phase, state: chain.openVersion?.status ?? (chain.approvedVersion ? 'approved' : 'preparing'), waitingOn: chain.waitingOn };
    });
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
