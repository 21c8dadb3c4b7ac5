import { Command } from 'commander';
import { generatePrismaClient } from './build/prisma-client';
import { plainSentence } from './machine/plain-error';
import type { TestOptions } from './test/test-options';
import type { UpOptions } from './up/up';

/** Commands that parse their own arguments; loaded only when called, so that `--help` stays quick. */
const OWN_ARGUMENTS = [
  ['play', 'drive reports through their phases as the different people would', () => import('#cli/play/main')],
  ['bench', 'measure versions, decisions, pages, import, rules and draws against their floors', () => import('#cli/bench/main')],
  [
    'verify',
    'check the hash chains of versions and of the audit trail, and compare with what left the installation',
    () => import('#cli/verify'),
  ],
  ['renew', 'have a package of a report stamped again before the certificates of its time stamp end', () => import('#cli/renew')],
  ['keys', 'show, create, rotate or revoke the keys that sign checkpoints', () => import('#cli/keys')],
  ['export-record', 'write the record of a report as plain files, to be verified without Countersign', () => import('#cli/export-record')],
  ['reconcile', 'compare the tables with Temporal, repair what is safe, and say what is left to do', () => import('#cli/reconcile')],
  [
    'deploy',
    'replay all running reports by this release, give them to its workers, and say when the former ones may be stopped',
    () => import('#cli/deploy/main'),
  ],
  ['redraw', 'replay every recorded draw of a version', () => import('#cli/redraw')],
  ['replay', 'replay how versions were decided, from the archived histories of their workflows', () => import('#cli/replay')],
] as const;

function buildProgram(): Command {
  const program = new Command('countersign')
    .description('Countersign: tests of regulatory reports, versioned and decided')
    .showHelpAfterError()
    .enablePositionalOptions();

  program
    .command('up')
    .description('start everything on this machine, in the foreground, until Ctrl-C')
    .option('--port <number>', 'port of the web pages (default: 3000, or the next free one)')
    .option('--host <address>', 'address to listen on; 0.0.0.0 lets other machines in (default: this machine only)')
    .option('--reset', 'throw away all data of this installation first')
    .option('--no-demo', 'start empty and print a one-time link that creates the first admin')
    .addHelpText('after', '\nExternal services: set DATABASE_URL and DATABASE_OWNER_URL, or TEMPORAL_ADDRESS.\nSee docs/operations.md.')
    .action(async (options: UpOptions) => {
      // What follows imports the database client, which a fresh clone does not have.
      await generatePrismaClient();
      await finish((await import('./up/up')).up(options));
      // Stopped while it still started: whatever was being built is not waited for.
      process.exit();
    });

  program
    .command('test')
    .description('run the tests: all kinds, or one')
    .argument('[kind]', 'lint, types, unit, property, data, workflow, replay or e2e')
    .argument('[filters...]', 'only test files whose path contains one of these')
    .option('--runs <number>', 'runs of each property, or "all" for the full count that it names (default: fewer)')
    .option('--seed <number>', 'what properties and sampled cuts are drawn from (default: from the commit)')
    .option('--all', 'every cut of the failure tests, not one for each table')
    .option('--changed', 'only what can be affected by what changed since this branch left main')
    .option('--since <commit>', 'the same, since this commit')
    .action(async (kind: string | undefined, filters: string[], options: TestOptions) =>
      finish((await import('./test/test')).test(kind, filters, options)),
    );

  program
    .command('doctor')
    .description('say what is installed, running and reachable')
    .action(async () => finish((await import('./doctor/doctor')).doctor()));

  program
    .command('worker')
    .description('run a worker alone, beside others (needs DATABASE_URL; see docs/operations.md)')
    .option('--queue <name...>', 'take work from these queues only: countersign, countersign-versions, countersign-analysis')
    .action(async (options: { queue?: string[] }) => finish((await import('./worker')).runWorker(options)));

  program
    .command('web')
    .description('run the web pages alone (needs DATABASE_URL; see docs/operations.md)')
    .option('--port <number>', 'port to listen on', '3000')
    .option('--host <address>', 'address to listen on', '127.0.0.1')
    .action(async (options: { port: string; host: string }) => finish((await import('./web')).runWeb(options)));

  program
    .command('migrate')
    .description('bring the database named by DATABASE_OWNER_URL to the present schema')
    .action(async () => finish((await import('./services/migrate')).migrateCommand()));

  for (const [name, description, load] of OWN_ARGUMENTS) {
    program
      .command(name)
      .description(description)
      .allowUnknownOption()
      .allowExcessArguments()
      .passThroughOptions()
      .helpOption(false)
      .argument('[arguments...]')
      .action(async (argv: string[]) => {
        await generatePrismaClient();
        await finish((await load()).run(argv));
      });
  }
  return program;
}

async function finish(code: Promise<number>): Promise<void> {
  process.exitCode = await code;
}

buildProgram()
  .parseAsync(process.argv)
  .catch((error: unknown) => {
    const sentence = plainSentence(error);
    process.stderr.write(sentence ? `countersign: ${sentence}\n` : `${error instanceof Error ? error.stack : String(error)}\n`);
    process.exit(1);
  });
