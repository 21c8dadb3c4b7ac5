import { readFile } from 'node:fs/promises';
import { constants, setPriority } from 'node:os';
import { loadClientConnectConfig } from '@temporalio/envconfig';
import { DefaultLogger, type LogLevel, NativeConnection, Runtime } from '@temporalio/worker';
import pino, { type Logger } from 'pino';
import { WORKFLOW_QUEUE } from '#contract/names';
import { noteMailService } from '#data/mail/send-mail.commands';
import { assertRestrictedRole, openDatabase } from '#data/sql/connection';
import { openTemporal } from '#dispatch/temporal-gateway';
import { idsOfLine } from '#dispatch/traced-work';
import { phaseDefinition } from '#domain/phases/registry';
import { rootsOfPem } from '#storage/stamp-service';
import { openStorage } from '#storage/storage';
import type { RelayDependencies } from './activities/relay';
import { removeAbandonedWorkshops } from './analysis/files/abandoned-workshops';
import { readBuildId } from './build-id';
import { createWorkers, workflowCode } from './create-workers';
import { chosenQueues, readWorkerEnvironment } from './environment';
import { relayUntilStopped } from './keep-relaying';
import { smtpMailer } from './mail/mailer';
import { serveMetrics } from './metrics';
import { answerInquiry } from './prepare/inquiries/answer-inquiry';
import { completer, lister, preparer } from './prepare/registry';
import { beginRecord, keepRecordUntilStopped, keysFrom, type RecordDependencies } from './record/keep-record';
import { sinksOf } from './record/sinks';
import { keepSchedules } from './schedules';
import { missingSearchAttributes } from './search-attribute-check';
import { sweepFilesUntilStopped } from './sweep-files';
import { startWorkerTelemetry, tracedBundle } from './telemetry';

const DATABASE_CONNECTIONS = 20;

/** Starts the worker. Whatever is wrong with environment, role or search attributes ends the process with one sentence. */
async function main(): Promise<void> {
  const environment = readWorkerEnvironment(process.env);
  const queues = chosenQueues(process.argv.slice(2));
  const log = pino({ name: 'worker', level: environment.logLevel, mixin: idsOfLine });
  const metrics = environment.metrics && (await serveMetrics(environment.metrics));
  Runtime.install({ logger: temporalLogger(log), ...(metrics ? { telemetryOptions: { metrics: metrics.runtime } } : {}) });
  // Before anything connects to Temporal, so that what is asked of it hands the trace on.
  const tracing = environment.traceCollector === null ? null : await startWorkerTelemetry(environment.traceCollector, log);

  const sinks = sinksOf(environment.sinks, environment.bucketCredentials);
  const stampService = environment.stamps && {
    address: environment.stamps.address,
    roots: rootsOfPem(await readFile(environment.stamps.rootsFile, 'utf8'), environment.stamps.rootsFile),
  };
  const db = openDatabase(environment.databaseUrl, { applicationName: 'countersign worker', maxConnections: DATABASE_CONNECTIONS });
  const temporal = openTemporal(process.env);
  const { connectionOptions, namespace = 'default' } = loadClientConnectConfig();
  const connection = await NativeConnection.connect(connectionOptions);
  const stop = new AbortController();
  try {
    await assertRestrictedRole(db);
    const abandoned = await removeAbandonedWorkshops();
    if (abandoned > 0) log.info({ abandoned }, 'removed what killed workers left in the temporary folder');
    await requireSearchAttributes(temporal.client, namespace, environment.searchAttributes);
    const mail = environment.mail && smtpMailer(environment.mail.server, senderOf(environment.mail));
    // A process for analyses alone leaves what the installation needs once to those that answer people, and the processor, too.
    const keepsHouse = queues.includes(WORKFLOW_QUEUE);
    if (keepsHouse) {
      await noteMailService(db, mail?.server ?? null);
      await keepSchedules(temporal.client, { mail: mail !== null });
    } else setPriority(constants.priority.PRIORITY_BELOW_NORMAL);
    const workflowBundle = environment.workflowBundle === null ? null : { codePath: environment.workflowBundle };
    const tracedCode = tracing && workflowBundle ? { codePath: tracedBundle(workflowBundle.codePath) } : workflowBundle;
    const buildId =
      environment.versioning === 'on' && environment.workflowBundle !== null ? await readBuildId(environment.workflowBundle) : null;
    const workers = await createWorkers({
      connection,
      namespace,
      dependencies: {
        db,
        storage: openStorage(environment.filesDirectory),
        temporal: temporal.client,
        log,
        preparer,
        lister,
        completer,
        answerInquiry,
        workflows: async () => workflowCode(workflowBundle),
        definition: phaseDefinition,
        mail,
        stampService,
        keys: () => keysFrom(environment.keys),
        verifyPage: async () => (environment.verifyPage === null ? null : await readFile(environment.verifyPage, 'utf8')),
      },
      workflowBundle: tracedCode,
      queues,
      buildId,
      tracing,
    });
    const house = keepsHouse
      ? await keepHouse({ db, keys: environment.keys, sinks, log }, temporal, environment.filesDirectory, stop.signal)
      : [];
    log.info(
      { queues, namespace, ...(buildId === null ? {} : { buildId }), ...(metrics ? { metricsPort: metrics.port } : {}) },
      'the worker is ready',
    );
    // Temporal's runtime ends the workers on SIGTERM and SIGINT, letting running activities finish.
    await Promise.all(workers.map((worker) => worker.run()));
    stop.abort();
    await Promise.all(house);
  } finally {
    stop.abort();
    await connection.close();
    await temporal.close();
    await db.close();
    await tracing?.stop();
    await metrics?.close();
  }
  log.info('the worker has stopped');
}

/** What runs beside the workers for the whole installation; any number of processes may. Ends when the signal aborts. */
async function keepHouse(
  record: RecordDependencies,
  temporal: RelayDependencies['temporal'],
  filesDirectory: string,
  signal: AbortSignal,
): Promise<Promise<void>[]> {
  const { db, log } = record;
  await beginRecord(record);
  return [
    relayUntilStopped({ db, temporal, log }, signal),
    keepRecordUntilStopped(record, signal),
    sweepFilesUntilStopped({ db, log, filesDirectory }, signal),
  ];
}

function senderOf({ from, baseUrl }: { from: string; baseUrl: string }): { from: { name: string; address: string }; baseUrl: string } {
  return { from: { name: 'Countersign', address: from }, baseUrl };
}

async function requireSearchAttributes(
  client: Parameters<typeof missingSearchAttributes>[0],
  namespace: string,
  setting: 'on' | 'off',
): Promise<void> {
  if (setting === 'off') return;
  const missing = await missingSearchAttributes(client, namespace);
  if (missing.length === 0) return;
  throw new Error(
    `The Temporal namespace "${namespace}" lacks the search attributes ${missing.join(', ')}; see docs/operations.md, or set COUNTERSIGN_SEARCH_ATTRIBUTES=off.`,
  );
}

function temporalLogger(log: Logger): DefaultLogger {
  const method: Record<LogLevel, 'trace' | 'debug' | 'info' | 'warn' | 'error'> = {
    TRACE: 'trace',
    DEBUG: 'debug',
    INFO: 'info',
    WARN: 'warn',
    ERROR: 'error',
  };
  return new DefaultLogger('INFO', ({ level, message, meta }) => log[method[level]](meta ?? {}, message));
}

main().catch((error: unknown) => {
  pino({ name: 'worker' }).fatal({ err: error }, error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
});
