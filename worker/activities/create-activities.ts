import { answerInquiryWith } from './answer-inquiry';
import { archiveHistoryWith } from './archive-history';
import { beginUpgradeWith } from './begin-upgrade';
import { createVersionWith } from './create-version';
import { deliverMailWith } from './deliver-mail';
import type { ActivityDependencies } from './dependencies';
import { finishWorkWith } from './finish-work';
import { fireAlarmsWith } from './fire-alarms';
import { laneStateWith } from './lane-state';
import { lanesInTurnWith } from './lanes-in-turn';
import { listInstanceWith } from './list-instance';
import { listLanesWith } from './list-lanes';
import { listOwnerLanesWith } from './list-owner-lanes';
import { archiveReportWith, failPackageWith, makePackageWith } from './make-package';
import { openChainWith } from './open-chain';
import { processNextChainCommandWith } from './process-next-chain-command';
import { processNextReportCommandWith } from './process-next-report-command';
import { reconcileWith } from './reconcile';
import { refuseCommandWith } from './refuse-command';
import { renderVersionWith } from './render-version';
import { reportPlanWith } from './report-plan';
import { runWorkWith } from './run-work';

/** Activities of the workflow queue: short transactions. */
export function createWorkflowActivities(dependencies: ActivityDependencies) {
  return {
    openChain: openChainWith(dependencies),
    listLanes: listLanesWith(dependencies),
    listOwnerLanes: listOwnerLanesWith(dependencies),
    laneState: laneStateWith(dependencies),
    lanesInTurn: lanesInTurnWith(dependencies),
    beginUpgrade: beginUpgradeWith(dependencies),
    reportPlan: reportPlanWith(dependencies),
    processNextChainCommand: processNextChainCommandWith(dependencies),
    processNextReportCommand: processNextReportCommandWith(dependencies),
    refuseCommand: refuseCommandWith(dependencies),
    finishWork: finishWorkWith(dependencies),
    fireAlarms: fireAlarmsWith(dependencies),
    archiveHistory: archiveHistoryWith(dependencies),
    reconcile: reconcileWith(dependencies),
    deliverMail: deliverMailWith(dependencies),
    archiveReport: archiveReportWith(dependencies),
    failPackage: failPackageWith(dependencies),
  };
}

/** Activities of the version queue: what copies many items, and what somebody waits for in front of the screen. */
export function createVersionActivities(dependencies: ActivityDependencies) {
  return {
    createVersion: createVersionWith(dependencies),
    listInstance: listInstanceWith(dependencies),
    answerInquiry: answerInquiryWith(dependencies),
  };
}

/** Activities of the analysis queue: what may read and compute for minutes, and must hold up nobody else. */
export function createAnalysisActivities(dependencies: ActivityDependencies) {
  return {
    runWork: runWorkWith(dependencies),
    renderVersion: renderVersionWith(dependencies),
    makePackage: makePackageWith(dependencies),
  };
}

export type WorkflowActivities = ReturnType<typeof createWorkflowActivities>;
export type VersionActivities = ReturnType<typeof createVersionActivities>;
export type AnalysisActivities = ReturnType<typeof createAnalysisActivities>;
