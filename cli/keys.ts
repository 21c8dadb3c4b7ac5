import { Command, CommanderError } from 'commander';
import { newestCheckpoint } from '#data/checkpoints/standing.queries';
import { openDatabase } from '#data/sql/connection';
import { readStatement, statementInWords } from '#domain/checkpoint/key-statement';
import { fingerprint } from '#domain/checkpoint/signed-note';
import { type KeyFile, publicKeys, readKeys, readOrMakeKeys, revoked, rotated, trustedKeys, writeKeys } from '#storage/signing-keys';
import { homeFolders } from './machine/folders';
import { findInstallation } from './machine/installation';
import { PlainError } from './machine/plain-error';

/** `countersign keys`: shows, creates, rotates or revokes the keys that sign checkpoints. Answers the exit code. */
export async function run(argv: readonly string[]): Promise<number> {
  const command = new Command('countersign keys')
    .description('The keys that sign checkpoints. They lie outside the database, in a file that COUNTERSIGN_KEYS names.')
    .exitOverride();
  command.command('show', { isDefault: true }).description('print fingerprints and what was said of keys').action(show);
  command.command('export').description('print the public keys, for whoever verifies elsewhere (verify --keys FILE)').action(exportPublic);
  command.command('create').description('make the first key where there is none').action(create);
  command.command('rotate').description('sign with a new key from now on; the old one vouches for it').action(rotate);
  command
    .command('revoke')
    .description('let a key that was rotated count no more, from a checkpoint on')
    .argument('<fingerprint>')
    .option('--from <number>', 'the first checkpoint for which it does not count (default: the next one)')
    .action(revoke);
  try {
    await command.parseAsync([...argv], { from: 'user' });
    return 0;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode;
    throw error;
  }
}

function say(sentence: string): void {
  process.stdout.write(`${sentence}\n`);
}

async function requireKeys(): Promise<{ file: string; keys: KeyFile }> {
  const { keys: file } = homeFolders();
  const keys = await readKeys(file);
  if (!keys) throw new PlainError(`There is no key in ${file}: "./countersign keys create" makes one.`);
  return { file, keys };
}

/** A file that the environment goes before would be changed in vain. */
function assertFileIsUsed(): void {
  if (process.env.COUNTERSIGN_KEYS_JSON)
    throw new PlainError('The keys come from COUNTERSIGN_KEYS_JSON: change them where that is kept, in a file named by COUNTERSIGN_KEYS.');
}

async function show(): Promise<void> {
  const { file, keys } = await requireKeys();
  say(file);
  for (const { publicKey, revokedFrom } of trustedKeys(keys).keys.toReversed())
    say(`  ${fingerprint(publicKey)}${revokedFrom === null ? '' : `, revoked from checkpoint ${revokedFrom} on`}`);
  for (const statement of keys.statements.map(readStatement)) if (statement) say(`  ${statement.at}  ${statementInWords(statement)}`);
}

async function exportPublic(): Promise<void> {
  say(JSON.stringify(publicKeys((await requireKeys()).keys), null, 2));
}

async function create(): Promise<void> {
  assertFileIsUsed();
  const { keys: file } = homeFolders();
  if (await readKeys(file)) throw new PlainError(`There are keys in ${file} already: "./countersign keys rotate" makes a new one.`);
  sayNewest(await readOrMakeKeys(file));
}

async function rotate(): Promise<void> {
  assertFileIsUsed();
  const { file, keys } = await requireKeys();
  const next = rotated(keys, new Date());
  await writeKeys(file, next);
  sayNewest(next);
}

function sayNewest(keys: KeyFile): void {
  const newest = trustedKeys(keys).keys.at(-1);
  if (newest) say(`Checkpoints are signed by ${fingerprint(newest.publicKey)} from now on.`);
}

async function revoke(print: string, options: { from?: string }): Promise<void> {
  assertFileIsUsed();
  if (options.from !== undefined && !/^[1-9]\d{0,8}$/.test(options.from)) throw new PlainError('--from takes the number of a checkpoint.');
  const { file, keys } = await requireKeys();
  const from = options.from === undefined ? await nextCheckpoint() : Number(options.from);
  await writeKeys(file, revoked(keys, print, from, new Date()));
  say(`${print} does not count from checkpoint ${from} on.`);
}

async function nextCheckpoint(): Promise<number> {
  const db = openDatabase(process.env.DATABASE_URL ?? (await findInstallation()).databaseUrl, { maxConnections: 1 });
  try {
    return (await newestCheckpoint(db.pool)).number + 1;
  } finally {
    await db.close();
  }
}
