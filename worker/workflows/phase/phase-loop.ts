import { condition, isCancellation, log, patched, proxySinks, setCurrentDetails } from '@temporalio/workflow';
import type { PhaseInput } from '#contract/cycle-report';
import { cycleReportWorkflowId } from '#contract/names';
import type { StandingSinks } from '#contract/replay';
import { phaseChanged, type VersionInView } from '#contract/signals';
import type { ChainState } from '../../activities/open-chain';
import type { WorkEnd } from '../../activities/run-work';
import { CommandLoop, signalIfRunning } from '../command-loop';
import { historyIsLong, leavesRings } from '../continuation';
import { refusalCode, rootMessage } from '../failures';
import { phaseInWords } from '../phase-words';
import { createVersion, finishWork, fireAlarms, listInstance, openChain, processNextChainCommand, renderVersion } from '../proxies';
import { RunAttributes } from '../search-attributes';
import { versionsInView } from '../versions-in-view';
import { Alarm } from './alarm';
import { RunningWorks } from './running-works';

const { standing: told } = proxySinks<StandingSinks>();

/** What the system does by itself next. */
const PREPARING: readonly ChainState['next']['kind'][] = ['open_draft', 'list', 'render'];

/** One phase instance: what to do next follows from the chain's state alone (architecture.md, "The one path", 5). */
export class PhaseLoop {
  private readonly commands = new CommandLoop(() => this.processNext());
  readonly doorbell = this.commands.doorbell;
  private readonly works = new RunningWorks();
  private readonly alarm = new Alarm();
  private readonly attributes: RunAttributes;
  private state: ChainState | null = null;
  /** Why the due draft could not be prepared; tried again at the next ring. */
  private preparationFailure: string | null = null;

  /** @param continueAsNew goes on in a new run of the workflow that owns this loop, under its own type. */
  constructor(
    private readonly input: PhaseInput,
    private readonly continueAsNew: (next: PhaseInput) => Promise<never>,
  ) {
    this.attributes = new RunAttributes(input.searchAttributes === 'on');
  }

  /** What lists the chain may have changed: it is looked at. */
  listAgain(): void {
    this.doorbell.ring();
  }

  /** The report may be closed: it looks. What says so is the table, not whoever rings. */
  close(): void {
    this.doorbell.ring();
  }

  async run(): Promise<void> {
    const { cycleReportId, node, position, instance } = this.input;
    this.show(
      await (this.input.laneId === undefined
        ? openChain.executeWithOptions({ summary: this.input.title }, [{ cycleReportId, node, position, instance }])
        : this.listInstance(this.input.laneId)),
    );
    for (;;) {
      await this.settle();
      if (this.state?.closed) return await this.leave();
      // Nothing is awaited between the last look at the doorbell and the new run, so that no ring is lost.
      if (this.works.isIdle && historyIsLong(this.input.continueAfterEvents)) return await this.continueAsNew(this.input);
      await condition(() => this.doorbell.isRinging || this.works.hasEnded || this.alarm.isDue);
    }
  }

  /** Carries out everything that waits: commands, ends of long work, a draft that is due, people who have to be told; until nothing rings any more, or another run goes on. */
  private async settle(): Promise<void> {
    do {
      const rung = this.doorbell.isRinging;
      this.doorbell.clear();
      let changed = false;
      for (const { workId, end } of this.works.takeEnded()) {
        await this.finish(workId, end);
        changed = true;
      }
      if (rung && (await this.commands.drain())) changed = true;
      if (this.state?.closed) this.works.cancelAll();
      else this.works.follow(this.state?.runningWork ?? []);
      if ((await this.prepareDueDraft(rung)) || (await this.listIfDue(rung)) || (await this.renderIfDue(rung))) changed = true;
      if (changed) await this.tell();
      if (this.alarm.isDue) await this.fireAlarms();
    } while ((this.doorbell.isRinging || this.works.hasEnded) && !this.leavesRings());
  }

  /** What ends of long work is nobody else's to take in. */
  private leavesRings(): boolean {
    return this.works.isIdle && this.state?.closed !== true && leavesRings(this.input.continueAfterEvents);
  }

  /** Tells people what is due to be told. What was asked for comes first, since it may end the turn of which they would be told. */
  private async fireAlarms(): Promise<void> {
    this.alarm.clear();
    const { commandsWait, state } = await fireAlarms({ chainId: this.chain().chainId, at: Date.now() });
    if (commandsWait) this.doorbell.ring();
    this.show(state);
  }

  private async processNext(): Promise<boolean> {
    const { processed, state } = await processNextChainCommand({ chainId: this.chain().chainId });
    this.show(state);
    return processed !== null;
  }

  /** What cannot be merged has failed: the draft stays as it was, and the person is told why. */
  private async finish(workId: string, end: WorkEnd): Promise<void> {
    try {
      this.show(await finishWork({ workId, end }));
    } catch (error) {
      if (isCancellation(error) || end.kind !== 'staged') throw error;
      log.error('what a work made could not be merged', { workId, reason: rootMessage(error) });
      this.show(await finishWork({ workId, end: { kind: 'failed', code: refusalCode(error), detail: '' } }));
    }
  }

  private async prepareDueDraft(rung: boolean): Promise<boolean> {
    const { chainId, next } = this.chain();
    if (next.kind !== 'open_draft' || this.chain().closed) return false;
    const summary = `${phaseInWords(this.input.node.phase)}, draft due: ${next.due.cause.replaceAll('_', ' ')}`;
    return await this.preparing(rung, () =>
      createVersion.executeWithOptions({ summary }, [
        { chainId, cycleReportId: this.input.cycleReportId, phase: this.input.node.phase, due: next.due },
      ]),
    );
  }

  /** Prepares what is due; what fails is tried again at the next ring. */
  private async preparing(rung: boolean, prepare: () => Promise<ChainState>): Promise<boolean> {
    if (this.preparationFailure !== null && !rung) return false;
    try {
      this.preparationFailure = null;
      this.show(await prepare());
      return true;
    } catch (error) {
      if (isCancellation(error)) throw error;
      // The phase must stay answerable: commands are still processed, and the reconciler rings until the cause is mended.
      this.preparationFailure = rootMessage(error);
      log.error('what is due could not be prepared', { chainId: this.chain().chainId, reason: this.preparationFailure });
      this.show(this.chain());
      return false;
    }
  }

  private async listInstance(laneId: string): Promise<ChainState> {
    const { cycleReportId, node, position, instance, title } = this.input;
    return await listInstance.executeWithOptions({ summary: title }, [{ cycleReportId, laneId, node, position, instance }]);
  }

  /** Lists what a chain in a lane holds, where that was listed from other versions than now. */
  private async listIfDue(rung: boolean): Promise<boolean> {
    const { laneId } = this.input;
    if (laneId === undefined || this.chain().next.kind !== 'list' || this.chain().closed) return false;
    return await this.preparing(rung, async () => await this.listInstance(laneId));
  }

  /** Makes the document that a version lacks: before anybody signs it, and once more with the signatures. */
  private async renderIfDue(rung: boolean): Promise<boolean> {
    const { chainId, next, closed } = this.chain();
    if (next.kind !== 'render' || closed) return false;
    const { versionId, recipe } = next;
    const summary = `${this.input.title}, ${recipe}`;
    return await this.preparing(rung, () => renderVersion.executeWithOptions({ summary }, [{ chainId, versionId, recipe }]));
  }

  /** Keeps the archive up to date and lets the report or lane look whether another phase opens. */
  private async tell(): Promise<void> {
    await this.commands.archive();
    const parent = this.input.parentWorkflowId ?? cycleReportWorkflowId(this.input.cycleReportId);
    await signalIfRunning(parent, phaseChanged, 'the report is not running; the reconciler tells it later');
  }

  /** The report is closed: whatever was asked for too late gets its refusal, long work is ended, then the run ends. */
  private async leave(): Promise<void> {
    this.alarm.cancel();
    this.works.cancelAll();
    while (!this.works.isIdle) {
      await condition(() => this.works.hasEnded);
      for (const { workId, end } of this.works.takeEnded()) await this.finish(workId, end);
    }
    await this.commands.drainToTheEnd();
  }

  versionsInView(): VersionInView[] {
    return this.state === null ? [] : versionsInView(this.input.node.phase, this.state);
  }

  progress(): { phase: string; state: string; waitingOn: string | null } {
    return { phase: this.input.node.phase, state: this.stateInWords(), waitingOn: this.state?.waitingOn ?? null };
  }

  private stateInWords(): string {
    if (this.state === null) return 'opening';
    if (this.preparationFailure !== null) return 'preparation_failed';
    if (this.state.closed) return 'closed';
    if (PREPARING.includes(this.state.next.kind)) return 'preparing';
    if (!this.works.isIdle) return 'working';
    return this.state.openVersion?.status ?? (this.state.approvedVersion ? 'approved' : 'waiting');
  }

  private show(state: ChainState): void {
    this.state = state;
    told.stands(state);
    // Runs that began before there were alarms replay: their states say nothing of any.
    if (state.nextAlarmAt && !state.closed && patched('clock')) this.alarm.set(state.nextAlarmAt);
    const version = state.openVersion ?? state.approvedVersion;
    this.attributes.show({
      waitingOn: this.preparationFailure === null ? state.waitingOn : 'administrator',
      version: version ? `${this.input.node.phase} ${version.number}` : null,
    });
    setCurrentDetails(
      `${this.input.title}: ${this.stateInWords().replaceAll('_', ' ')}${version ? `, version ${version.number}` : ''}${state.waitingOn ? `, waiting on ${state.waitingOn}` : ''}`,
    );
  }

  private chain(): ChainState {
    if (this.state === null) throw new Error('the chain is looked at before it was opened');
    return this.state;
  }
}
