import { requestPackage } from '#data/packages/packages.commands';
import { waitingPackage } from '#data/packages/packages.queries';
import { finishPackage, type MadePackage } from '#data/packages/packages.transitions';
import type { Actor } from '#data/people/actor';
import type { Database } from '#data/sql/connection';
import type { Storage } from '#storage/storage';
import { packReport } from '#worker/activities/pack-report';
import type { AskForStamp } from '#worker/activities/seal-package';
import { TEST_KEYS } from '../test-keys';

/** Asks for a package of a report, packs it and says what it came to. */
export async function packedReport(
  { db, storage }: { db: Database; storage: Storage },
  actor: Actor & { id: string },
  { cycleReportId, redacted = false, askForStamp = null }: { cycleReportId: string; redacted?: boolean; askForStamp?: AskForStamp | null },
): Promise<MadePackage & { packageId: string }> {
  const { id } = await requestPackage(db, actor, { cycleReportId }, redacted);
  const asked = await waitingPackage(db.pool, id);
  if (asked === null) throw new Error('no package waits');
  const signal = new AbortController().signal;
  const made = await packReport({
    db,
    storage,
    keys: TEST_KEYS,
    askForStamp,
    verifyPage: '<!doctype html>',
    asked,
    openRuns: [],
    signal,
    progress: () => undefined,
  });
  await finishPackage(db, id, made);
  return { ...made, packageId: id };
}
