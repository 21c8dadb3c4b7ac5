import { describe, expect, test } from 'vitest';
import { chosenQueues, readWorkerEnvironment } from './environment';

const DATABASE_URL = 'postgresql://countersign_app:secret@127.0.0.1:5432/countersign';

describe('the environment', () => {
  test('without compiled workflows stops a production worker', () => {
    expect(() => readWorkerEnvironment({ DATABASE_URL, NODE_ENV: 'production' })).toThrow('COUNTERSIGN_WORKFLOW_BUNDLE');
    expect(readWorkerEnvironment({ DATABASE_URL, NODE_ENV: 'production', COUNTERSIGN_WORKFLOW_BUNDLE: 'bundle.js' }).workflowBundle).toBe(
      'bundle.js',
    );
  });

  test('names every setting that is wrong', () => {
    expect(() => readWorkerEnvironment({ COUNTERSIGN_SEARCH_ATTRIBUTES: 'maybe' })).toThrow(/DATABASE_URL.*COUNTERSIGN_SEARCH_ATTRIBUTES/);
  });
});

describe('queues', () => {
  test('are all of them unless some are named', () => {
    expect(chosenQueues([])).toEqual(['countersign', 'countersign-versions']);
    expect(chosenQueues(['--queue', 'countersign-versions'])).toEqual(['countersign-versions']);
    expect(chosenQueues(['--queue=countersign'])).toEqual(['countersign']);
  });

  test('that do not exist are refused by name', () => {
    expect(() => chosenQueues(['--queue', 'other'])).toThrow('"other"');
  });
});
