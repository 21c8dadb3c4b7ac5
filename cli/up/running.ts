import path from 'node:path';
import { ANALYSIS_QUEUE, VERSION_QUEUE, WORKFLOW_QUEUE } from '#contract/names';
import { databaseAnswers, ensureDatabase } from '#data/sql/database-setup';
import { Apart } from '../machine/apart';
import type { HomeFolders } from '../machine/folders';
import { type InstallationState, writeState } from '../machine/installation-state';
import { PlainError } from '../machine/plain-error';
import { markOf, stillRuns } from '../machine/processes';
import type { Secrets } from '../machine/secrets';
import { startMailCatcher } from '../services/mail-catcher';
import { DATABASE_NAME, ownerUrl, preparePostgres, removeStalePidFile } from '../services/postgres';
import { besideFirst, webAnswers, webService, workerService } from '../services/processes';
import type { ServiceSpec } from '../services/service-spec';
import { SupervisedProcess } from '../services/supervisor';
import { prepareTemporal, raiseRetention } from '../services/temporal';
import { buildInCharge, temporalAnswers, workerPolls } from '../services/temporal-health';
import { temporalBinary } from '../temporal/binaries';
import type { Ports } from './choose-ports';
import { type Services, serviceEnvironment } from './environment';
import { FIRST_STEPS_PROGRAM, type FirstStep, type FirstStepAnswers } from './first-steps';
import { readyBlock } from './ready-block';

/** What people wait for; the rest is analysis. */
const ANSWERING_QUEUES = [WORKFLOW_QUEUE, VERSION_QUEUE];

export interface RunningOptions {
  folders: HomeFolders;
  ports: Ports;
  secrets: Secrets;
  services: Services;
  host: string;
  demo: boolean;
  say: (sentence: string) => void;
}

/** One installation while it runs: the processes in order of starting, and the state file that tells of them. */
export class Running {
  private readonly processes: SupervisedProcess[] = [];
  private readonly state: InstallationState;
  private stateWritten: Promise<void> = Promise.resolve();
  private readonly webUrl: string;
  private catcher: { stop(): Promise<void> } | null = null;
  private stopping = false;
  private readonly steps = new Set<Apart<unknown>>();

  constructor(private readonly options: RunningOptions) {
    const { services, ports, folders } = options;
    const self = markOf(process.pid);
    if (!self) throw new PlainError('This system does not tell which processes run: the program "ps" is needed.');
    this.webUrl = `http://localhost:${ports.web}`;
    this.state = {
      up: self,
      ready: false,
      databaseUrl: services.databaseUrl,
      ownerUrl: services.ownerUrl,
      temporalAddress: services.temporalAddress,
      namespace: services.namespace,
      temporalUi: services.temporalUi,
      filesDir: folders.files,
      webUrl: this.webUrl,
      ports,
      processes: [],
    };
  }

  async start(): Promise<void> {
    const { services, folders, secrets, demo, say } = this.options;
    await this.writeState();
    await allEnded([this.startPostgres(), this.startTemporal(), this.apart({ kind: 'build' })]);
    await this.assertRunsAreOurs();
    const applicationPassword = services.embedded.postgres ? secrets.applicationPassword : undefined;
    const applied = await this.apart({ kind: 'migrate', ownerUrl: services.ownerUrl, applicationPassword });
    if (applied.length > 0) say(`Database migrated: ${applied.length} step${applied.length === 1 ? '' : 's'}.`);

    // Whoever names a server of their own means it, also to see the demo's mail in a real mailbox.
    const catcherPort = demo && !process.env.COUNTERSIGN_SMTP ? this.options.ports.mail : null;
    if (catcherPort !== null) this.catcher = await startMailCatcher({ port: catcherPort, databaseUrl: services.databaseUrl });
    const env = serviceEnvironment(services, folders, secrets, this.webUrl, { demo, catcherPort });
    const begun = Date.now();
    const polls = (queues: readonly string[]) => () => workerPolls(services.temporalAddress, services.namespace, begun, queues);
    const worker = workerService(env, this.log('worker'), ANSWERING_QUEUES);
    // A process of its own: an import that takes all memory, or dies, takes nobody's decision with it.
    const analysis = workerService(besideFirst(env), this.log('analysis'), [ANALYSIS_QUEUE]);
    const web = webService(env, this.options.ports.web, this.options.host, this.log('web'));
    await allEnded([
      this.launch(worker, polls(ANSWERING_QUEUES), 60_000),
      this.launch(analysis, polls([ANALYSIS_QUEUE]), 60_000),
      this.launch(web, () => webAnswers(this.options.ports.web), 60_000),
    ]);
    const signIns = demo ? await this.apart({ kind: 'demo', file: folders.demo, installation: this.state }) : [];
    const adminLink = demo ? undefined : await (await import('./first-admin')).firstAdminLink(services.databaseUrl, this.webUrl);
    this.state.ready = true;
    await this.writeState();
    say(
      readyBlock({
        webUrl: this.webUrl,
        temporalUi: services.temporalUi,
        filesDir: folders.files,
        logsDir: folders.logs,
        signIns,
        adminLink,
      }),
    );
  }

  /** Stops what was started, the last first: web and worker before the services they use. */
  async stop(): Promise<void> {
    this.stopping = true;
    for (const step of this.steps) step.end();
    const order = ['Web', 'Worker', 'Analysis', 'Temporal', 'PostgreSQL'];
    for (const name of order) {
      if (name === 'PostgreSQL') await this.catcher?.stop();
      for (const process of this.processes.filter((candidate) => candidate.name === name)) await process.stop();
    }
    this.state.processes = [];
    this.state.ready = false;
    await this.writeState();
  }

  /** Does a step in a process of its own: what it loads would stay in memory for as long as the installation runs. */
  private async apart<Step extends FirstStep>(step: Step): Promise<FirstStepAnswers[Step['kind']]> {
    const apart = new Apart<FirstStepAnswers[Step['kind']]>(FIRST_STEPS_PROGRAM, step, this.options.say);
    this.steps.add(apart);
    try {
      return await apart.answer;
    } finally {
      this.steps.delete(apart);
    }
  }

  private async startPostgres(): Promise<void> {
    const { services, folders, ports, secrets } = this.options;
    if (!services.embedded.postgres) {
      if (await databaseAnswers(services.ownerUrl)) return;
      throw new PlainError('The database named by DATABASE_OWNER_URL does not answer, or refuses this user and password.');
    }
    await removeStalePidFile(folders.postgres, (pid) => isPostgres(pid));
    const spec = await preparePostgres({
      dataDir: folders.postgres,
      port: ports.postgres,
      ownerPassword: secrets.ownerPassword,
      logFile: this.log('postgres'),
    });
    const adminUrl = ownerUrl(ports.postgres, secrets.ownerPassword, 'postgres');
    await this.launch(spec, () => databaseAnswers(adminUrl), 60_000);
    await ensureDatabase(adminUrl, DATABASE_NAME);
  }

  private async startTemporal(): Promise<void> {
    const { services, folders, ports } = this.options;
    const answers = () => temporalAnswers(services.temporalAddress);
    if (!services.embedded.temporal) {
      if (await answers()) return;
      throw new PlainError(`No Temporal server answers at TEMPORAL_ADDRESS (${services.temporalAddress}).`);
    }
    const binary = await temporalBinary();
    const spec = await prepareTemporal({
      binary,
      dataDir: folders.temporal,
      port: ports.temporal,
      uiPort: ports.temporalUi,
      logFile: this.log('temporal'),
    });
    await this.launch(spec, answers, 60_000);
    await raiseRetention(binary, services.temporalAddress);
  }

  /** Workers that tell of no build, as those here, are given nothing once a build is current: everything would wait without a word. */
  private async assertRunsAreOurs(): Promise<void> {
    const { temporalAddress, namespace } = this.options.services;
    const build = await buildInCharge(temporalAddress, namespace);
    if (build === null) return;
    throw new PlainError(
      `Temporal gives runs to workers of build ${build} alone, as "./countersign deploy" made it do. Run the parts apart, or give runs back ` +
        'first: see "Exchanging workers without a pause" in docs/operations.md.',
    );
  }

  private async launch(spec: ServiceSpec, ready: () => Promise<boolean>, timeoutMs: number): Promise<void> {
    if (this.stopping) throw new PlainError(`${spec.name} is not started: everything is being stopped.`);
    const supervised = new SupervisedProcess(spec, {
      said: this.options.say,
      started: (name, mark) => {
        this.state.processes = [...this.state.processes.filter((known) => known.name !== name || stillRuns(known.mark)), { name, mark }];
        void this.writeState();
      },
    });
    this.processes.push(supervised);
    await supervised.start(ready, timeoutMs);
  }

  private log(name: string): string {
    return path.join(this.options.folders.logs, `${name}.log`);
  }

  /** Writes one after the other, each the state of its moment. */
  private writeState(): Promise<void> {
    this.stateWritten = this.stateWritten.then(() => writeState(this.options.folders.state, this.state));
    return this.stateWritten;
  }
}

/** Waits for all, also when one fails: nothing may still be starting while everything is stopped. */
async function allEnded(steps: Promise<unknown>[]): Promise<void> {
  const ends = await Promise.allSettled(steps);
  for (const end of ends) if (end.status === 'rejected') throw end.reason;
}

function isPostgres(pid: number): boolean {
  return markOf(pid)?.command.includes('postgres') ?? false;
}
