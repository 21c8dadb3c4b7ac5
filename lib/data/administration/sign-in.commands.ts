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

/** What keys of the counts begin with: by account from one network address, and its waits there; by account from anywhere, and by address. */
const BY_PAIR = 'pair';
const WAIT = 'wait';
const BY_ACCOUNT = 'account';
const BY_ADDRESS = 'address';
/** What keys begin with that keep from which addresses an account has signed in. */
const KNOWN = 'known';
const WINDOW_SECONDS = 15 * 60;
const KNOWN_SECONDS = 30 * 24 * 60 * 60;
const WRONG_PER_PAIR = 5;
/** Longest wait between attempts on an account at an address that it is known at. */
const LONGEST_WAIT_SECONDS = 60;
const WRONG_PER_ACCOUNT = 50;
const WRONG_PER_ADDRESS = 50;
/** The hash that a password is compared with where the account is unknown, so that the answer takes as long as for a known one. */
const NOBODY = hash('nobody has this password', 12);

/** Wrong attempts of the last quarter of an hour, in the table `rate_limit`, so that they count over all web processes. */
function limiter(db: Database, keyPrefix: string, points: number, duration = WINDOW_SECONDS): RateLimiterPostgres {
  return new RateLimiterPostgres({
    storeClient: db.pool,
    tableName: 'rate_limit',
    tableCreated: true,
    keyPrefix,
    points,
    duration,
    clearExpiredByTimeout: false,
  });
}

/** A text as a key of the table, which so shows nobody's address. */
function hashed(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** Forgets the attempts on an account, and from where it signed in; the keys are made from its e-mail address. */
export async function forgetAttempts(sql: SqlClient, email: string): Promise<void> {
  const account = hashed(email);
  await sql.query('delete from rate_limit where key = $1 or key like any ($2::text[])', [
    `${BY_ACCOUNT}:${account}`,
    [BY_PAIR, WAIT, KNOWN].map((prefix) => `${prefix}:${account}/%`),
  ]);
}

/** Counts an attempt before the password is compared, so that attempts sent at the same moment cannot all slip through. */
async function countAttempt(counter: RateLimiterPostgres, key: string, customDuration?: number): Promise<void> {
  try {
    await counter.consume(key, 1, customDuration === undefined ? {} : { customDuration });
  } catch (outcome) {
    if (!(outcome instanceof RateLimiterRes)) throw outcome;
    throw new Refusal('too_many_attempts', `You can try again in ${waitInWords(outcome.msBeforeNext)}.`);
  }
}

function waitInWords(ms: number): string {
  const seconds = Math.max(1, Math.ceil(ms / 1_000));
  const [count, unit] = seconds < 60 ? [seconds, 'second'] : [Math.ceil(seconds / 60), 'minute'];
  return `${count} ${unit}${count === 1 ? '' : 's'}`;
}

/**
 * Counts an attempt at an address that the account is known at, which others may share: after five wrong ones there is a wait before each,
 * twice as long each time and a minute at most, so that whoever sits beside somebody slows them and locks nobody out.
 */
async function countKnown(db: Database, pair: string): Promise<void> {
  const { consumedPoints } = await limiter(db, BY_PAIR, Number.MAX_SAFE_INTEGER).consume(pair);
  const late = consumedPoints - WRONG_PER_PAIR;
  if (late > 0) await countAttempt(limiter(db, WAIT, 1), pair, Math.min(LONGEST_WAIT_SECONDS, 2 ** Math.min(late, 10)));
}

async function noteInTrail(db: Database, kind: 'signed_in' | 'sign_in_refused', userId: string): Promise<void> {
  const actor = kind === 'signed_in' ? await personAsActor(db.pool, userId) : SYSTEM_ACTOR;
  const subject = kind === 'signed_in' ? '' : personToken(userId); // who signs in is named already
  await inTransaction(db, (sql) => auditInstallation(sql, actor, kind, subject, []));
}

/**
 * Checks a password. null: e-mail or password is wrong (which of them is not told), or the account is disabled. Whoever guesses is
 * slowed by the account from their own network address, by that address, and by the account from anywhere; the last two do not hold up
 * somebody at an address from which the account has signed in within 30 days, so that no stranger locks a colleague out; there guesses lead to
 * waits that grow up to a minute, for a colleague may share that address.
 * @param input.address null where it is not known, which is then an address like any other
 * @throws Refusal `too_many_attempts` while somebody waits at an address that the account is known at; from others after 5 wrong attempts in 15
 * minutes on the account from that address, 50 on the account or 50 from the address.
 */
export async function signIn(db: Database, input: { email: string; password: string; address: string | null }): Promise<SignedIn | null> {
  const email = input.email.trim().toLowerCase();
  const byPair = limiter(db, BY_PAIR, WRONG_PER_PAIR);
  const known = limiter(db, KNOWN, 1, KNOWN_SECONDS);
  const strangers = [
    ...(input.address ? [{ counter: limiter(db, BY_ADDRESS, WRONG_PER_ADDRESS), key: input.address }] : []),
    { counter: limiter(db, BY_ACCOUNT, WRONG_PER_ACCOUNT), key: hashed(email) },
  ];
  const pair = `${hashed(email)}/${hashed(input.address ?? '')}`;
  const isKnown = (await known.get(pair)) !== null;
  const counted = isKnown ? [] : strangers;
  for (const { counter, key } of counted) await countAttempt(counter, key);
  await (isKnown ? countKnown(db, pair) : countAttempt(byPair, pair));

  const user = await db.prisma.user.findUnique({ where: { email } });
  const matches = await compare(input.password, user?.passwordHash ?? (await NOBODY));
  if (!user?.passwordHash || !matches || user.disabledAt) {
    if (user) await noteInTrail(db, 'sign_in_refused', user.id);
    return null;
  }
  await Promise.all([byPair.delete(pair), limiter(db, WAIT, 1).delete(pair)]);
  for (const { counter, key } of counted) await counter.reward(key);
  await known.set(pair, 1, KNOWN_SECONDS);
  await noteInTrail(db, 'signed_in', user.id);
  return { userId: user.id, name: user.name, email: user.email, sessionEpoch: user.sessionEpoch };
}
