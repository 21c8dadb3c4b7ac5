import type { Client } from '@temporalio/client';
import pino from 'pino';
import type { Database } from '#data/sql/connection';
import { Refusal } from '#domain/refusals';
import { openStorage } from '#storage/storage';
import type { ActivityDependencies } from '#worker/activities/dependencies';
import { openPhases, smallLister, smallPreparer } from '../small-phases';
import { productBundle } from '../temporal';
import { TEST_KEYS } from '../test-keys';

/** What activities of phases without gates are made from, on a real database, real files and a real server. */
export function smallDependencies(places: { db: Database; filesDir: string; temporal: Client }): ActivityDependencies {
  return {
    db: places.db,
    storage: openStorage(places.filesDir),
    temporal: places.temporal,
    log: pino({ level: 'silent' }),
    preparer: smallPreparer,
    lister: smallLister,
    completer: () => null,
    answerInquiry: async () => {
      throw new Refusal('not_found');
    },
    workflows: async () => ({ workflowBundle: await productBundle() }),
    definition: openPhases,
    mail: null,
    stampService: null,
    keys: async () => TEST_KEYS,
    verifyPage: async () => '<!doctype html>',
  };
}
