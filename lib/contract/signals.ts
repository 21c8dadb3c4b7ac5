import { defineQuery, defineSignal } from '@temporalio/workflow';
import type { LanePlan } from './plan';

/** A doorbell: what happened is in the tables, under the target's oldest command without a receipt. */
export interface Doorbell {
  commandId: string;
  versionId?: string;
}

/** The doorbells of a chain's commands, by the names that their records give; its workflow listens to each. */
export const CHAIN_DOORBELLS = [
  'submitVersion',
  'submitVersionApproval',
  'withdrawVersion',
  'discardVersion',
  'reopenPhase',
  'requestWork',
  'cancelWork',
  'recordChanges',
  'decideItems',
  'changeClock',
].map((name) => defineSignal<[Doorbell]>(name));

/** The doorbells of a cycle report's commands, by the names that their records give; its workflow listens to each. */
export const REPORT_DOORBELLS = ['assignmentChanged', 'upgradeReport', 'cancelUpgrade', 'closeReport'].map((name) =>
  defineSignal<[Doorbell]>(name),
);

export const phaseChanged = defineSignal('phaseChanged');
/** To a lane and its phases: what lists their members may have changed. */
export const listAgain = defineSignal('listAgain');
/** To a lane: starts of its phases are tried again. */
export const restartChildren = defineSignal('restartChildren');
/** To a lane: its report was carried over to a later plan, by which this runs in it. */
export const changeLanePlan = defineSignal<[{ plan: LanePlan; planSeq: number }]>('changeLanePlan');
export const closePhase = defineSignal('closePhase');

export interface VersionInView {
  phase: string;
  versionId: string;
  number: number;
  status: string;
}
export const currentVersions = defineQuery<VersionInView[]>('currentVersions');
export const pendingApprovals = defineQuery<VersionInView[]>('pendingApprovals');
export const phaseProgress = defineQuery<{ phase: string; state: string; waitingOn: string | null }[]>('phaseProgress');
