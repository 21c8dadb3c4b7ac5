import { createHash } from 'node:crypto';
import { compare, hash } from 'bcryptjs';
import { RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible';
import { personToken } from '#domain/people/person-token';
import { Refusal } from '#domain/refusals';
import { SYSTEM_ACTOR } from '../people/actor';
import { personAsActor } from '../people/person-as-actor';
import { auditInstallation } from '../record/installation-audit';
import { type Database, inTransaction, type SqlClient } from '../sql/connection';

/** Who may start a session, and at which session epoch. */
export interface SignedIn {
  userId: string;
  name: string;
  email: string;
  sessionEpoch: number;
}

/** What keys of the counts by account begin with. */
const BY_ACCOUNT = 'account';
const WINDOW_SECONDS = 15 * 60;
const WRONG_PER_ACCOUNT = 5;
const WRONG_PER_ADDRESS = 50;
/** The hash that a password is compared with where the account is unknown, so that the answer takes as long as for a known one. */
const NOBODY = hash('nobody has this password', 12);

/** Wrong attempts of the last quarter of an hour, in the table `rate_limit`, so that they count over all web processes. */
function limiter(db: Database, keyPrefix: string, points: number): RateLimiterPostgres {
  return new RateLimiterPostgres({
    storeClient: db.pool,
    tableName: 'rate_limit',
    tableCreated: true,
    keyPrefix,
    points,
    duration: WINDOW_SECONDS,
    clearExpiredByTimeout: false,
  });
}

/** The key under which attempts on an account are counted: a hash, so that the table shows nobody's address. */
function accountKey(email: string): string {
  return createHash('sha256').update(email).digest('hex');
}

/** Forgets the wrong attempts on an account, whose key is made from its e-mail address. */
export async function forgetAttempts(sql: SqlClient, email: string): Promise<void> {
  await sql.query('delete from rate_limit where key = $1', [`${BY_ACCOUNT}:${accountKey(email)}`]);
}

/** Counts an attempt before the password is compared, so that attempts sent at the same moment cannot all slip through. */
async function countAttempt(counter: RateLimiterPostgres, key: string): Promise<void> {
  try {
    await counter.consume(key);
  } catch (outcome) {
    if (!(outcome instanceof RateLimiterRes)) throw outcome;
    const minutes = Math.max(1, Math.ceil(outcome.msBeforeNext / 60_000));
    throw new Refusal('too_many_attempts', `You can try again in ${minutes} ${minutes === 1 ? 'minute' : 'minutes'}.`);
  }
}

async function noteInTrail(db: Database, kind: 'signed_in' | 'sign_in_refused', userId: string): Promise<void> {
  const actor = kind === 'signed_in' ? await personAsActor(db.pool, userId) : SYSTEM_ACTOR;
  const subject = kind === 'signed_in' ? '' : personToken(userId); // who signs in is named already
  await inTransaction(db, (sql) => auditInstallation(sql, actor, kind, subject, []));
}

/**
 * Checks a password. null: e-mail or password is wrong (which of them is not told), or the account is disabled.
 * @throws Refusal `too_many_attempts` once the account has had 5 wrong attempts, or the network address 50, in 15 minutes.
 */
export async function signIn(db: Database, input: { email: string; password: string; address: string | null }): Promise<SignedIn | null> {
  const email = input.email.trim().toLowerCase();
  const byAccount = limiter(db, BY_ACCOUNT, WRONG_PER_ACCOUNT);
  const byAddress = limiter(db, 'address', WRONG_PER_ADDRESS);
  const account = accountKey(email);
  if (input.address) await countAttempt(byAddress, input.address);
  await countAttempt(byAccount, account);

  const user = await db.prisma.user.findUnique({ where: { email } });
  const matches = await compare(input.password, user?.passwordHash ?? (await NOBODY));
  if (!user?.passwordHash || !matches || user.disabledAt) {
    if (user) await noteInTrail(db, 'sign_in_refused', user.id);
    return null;
  }
  await byAccount.delete(account);
  if (input.address) await byAddress.reward(input.address);
  await noteInTrail(db, 'signed_in', user.id);
  return { userId: user.id, name: user.name, email: user.email, sessionEpoch: user.sessionEpoch };
}
