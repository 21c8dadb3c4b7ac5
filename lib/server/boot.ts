import 'server-only';
import { ensureDefaultPolicies } from '#data/administration/policies.commands';
import { assertRestrictedRole } from '#data/sql/connection';
import { isServiceAway } from '#domain/service-away';
import { log } from './log';
import { services } from './services';

/**
 * Checks what the process cannot work without and ends it where that is wrong. PostgreSQL being away is no reason to
 * end: pages say so and all resumes by itself; the rights are then checked when it first answers.
 */
export async function checkBoot(): Promise<void> {
  try {
    const { db } = services();
    await assertRestrictedRole(db);
    await ensureDefaultPolicies(db);
  } catch (error) {
    if (isServiceAway(error)) {
      log().warn({ err: error }, 'PostgreSQL does not answer yet');
      setTimeout(() => void checkBoot(), RETRY_MS).unref();
      return;
    }
    process.stderr.write(`Countersign cannot start: ${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  }
}

const RETRY_MS = 5_000;
