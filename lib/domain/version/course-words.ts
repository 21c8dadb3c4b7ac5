import type { RunEvent } from './run-events';

interface ActivityWords {
  /** After "to": "a worker is asked to *prepare the next draft*". */
  infinitive: string;
  /** What the workflow has done by it, after "the workflow has": "the workflow has *the next draft prepared*". */
  has: string;
  /** Before a verb: "*The preparation of the next draft* began". */
  begun: string;
}

/** What the work of the workflows of a report, its lanes and its phases is called. */
const ACTIVITY_WORDS: Readonly<Record<string, ActivityWords>> = {
  openChain: { infinitive: 'open the phase', has: 'the phase opened', begun: 'The opening of the phase' },
  processNextChainCommand: {
    infinitive: 'answer the request that waits longest',
    has: 'the request that waits longest answered',
    begun: 'The answering',
  },
  refuseCommand: { infinitive: 'refuse what failed for good', has: 'what failed for good refused', begun: 'The refusal' },
  createVersion: { infinitive: 'prepare the next draft', has: 'the next draft prepared', begun: 'The preparation of the next draft' },
  listInstance: { infinitive: 'list what the phase holds', has: 'what the phase holds listed', begun: 'The listing' },
  renderVersion: { infinitive: 'set the document in print', has: 'the document set in print', begun: 'The setting in print' },
  finishWork: {
    infinitive: 'take in what a long task came to',
    has: 'what a long task came to taken in',
    begun: 'The taking in of a long task',
  },
  fireAlarms: { infinitive: 'tell people what is due', has: 'people told what is due', begun: 'The telling of what is due' },
  archiveHistory: { infinitive: 'archive what happened', has: 'what happened archived', begun: 'The archiving' },
  processNextReportCommand: {
    infinitive: 'answer the request to the report that waits longest',
    has: 'the request to the report that waits longest answered',
    begun: 'The answering of a request to the report',
  },
  reportPlan: { infinitive: 'read the plan of the report', has: 'the plan of the report read', begun: 'The reading of the plan' },
  listLanes: { infinitive: 'list the lines of business', has: 'the lines of business listed', begun: 'The listing of lines of business' },
  listOwnerLanes: {
    infinitive: 'list the data owners of a line',
    has: 'the data owners of a line listed',
    begun: 'The listing of data owners',
  },
  laneState: { infinitive: 'look where the lane stands', has: 'looked where the lane stands', begun: 'The look where the lane stands' },
  lanesInTurn: {
    infinitive: 'look which lane’s turn it is',
    has: 'looked which lane’s turn it is',
    begun: 'The look which lane’s turn it is',
  },
  beginUpgrade: {
    infinitive: 'go on by a later version of the process',
    has: 'the report go on by a later version of the process',
    begun: 'The change to a later version of the process',
  },
  runWork: { infinitive: 'carry out a long task', has: 'a long task carried out', begun: 'The long task' },
};
const OTHER: ActivityWords = { infinitive: 'do other work', has: 'other work done', begun: 'Other work' };

/** Names the work of an activity to people. */
export function activityWords(activity: string): ActivityWords {
  return ACTIVITY_WORDS[activity] ?? OTHER;
}

/** Names the work of an activity by itself, as the name of a step: "Prepare the next draft". */
export function activityTitle(activity: string): string {
  const { infinitive } = activityWords(activity);
  return infinitive.charAt(0).toUpperCase() + infinitive.slice(1);
}

/** What a turn of the workflow brought about, after its subject: "has the next draft prepared and sets its alarm". */
function doingWords(follows: readonly RunEvent[]): string {
  const doings = follows.flatMap((event): string[] => {
    switch (event.what) {
      case 'activity_scheduled':
        return [`has ${activityWords(event.activity).has}`];
      case 'told':
        return ['tells the report, or its lane, that something changed'];
      case 'timer_started':
        return ['sets its alarm'];
      case 'timer_cancelled':
        return ['takes its alarm back'];
      default:
        return [];
    }
  });
  if (doings.length === 0) return 'waits';
  return doings.length === 1 ? (doings[0] ?? '') : `${doings.slice(0, -1).join(', ')} and ${doings.at(-1)}`;
}

/** A turn of the workflow as a sentence. */
export function turnWords(follows: readonly RunEvent[]): string {
  return `The workflow takes its turn and ${doingWords(follows)}.`;
}

/**
 * The first difference between what a run recorded and what the workflow code of today does with it, as a sentence.
 * @param completed event by which the turn ended that differs
 * @param today the activity that today's code asks for in its place; null where that is not known
 */
export function differenceWords(events: readonly RunEvent[], completed: number, today: string | null): string {
  const recorded = doingWords(events.filter((event) => 'by' in event && event.by === completed));
  const now = today === null ? 'does something else' : `has ${activityWords(today).has}`;
  return `In this turn the workflow ${recorded}, by the record; the workflow code of today ${now}.`;
}
