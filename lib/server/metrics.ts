import 'server-only';
import { collectDefaultMetrics, Gauge, Registry } from 'prom-client';
import { type InstallationMetrics, readMetrics } from '#data/tracking/metrics.queries';
import { TROUBLES } from '#domain/tracking/step-health';
import type { Services } from './services';

/** What was read is told again for so long: many scrapers ask the database no more often. */
const KEPT_MS = 15_000;

/** The page's own process, as Node tells of it. */
const ownProcess = new Registry();
collectDefaultMetrics({ register: ownProcess, prefix: 'countersign_web_' });

let kept: { atMs: number; metrics: Promise<InstallationMetrics> } | null = null;

/** Metrics of the installation and of this process in Prometheus's text format, with the type that it is sent as. */
export async function metricsText({ db }: Pick<Services, 'db'>): Promise<{ text: string; type: string }> {
  const nowMs = Date.now();
  if (kept === null || nowMs - kept.atMs > KEPT_MS) {
    const metrics = readMetrics(db.pool);
    kept = { atMs: nowMs, metrics };
    // What failed is not told again.
    metrics.catch(() => {
      if (kept?.metrics === metrics) kept = null;
    });
  }
  const registry = gaugesOf(await kept.metrics);
  return { text: `${await registry.metrics()}\n${await ownProcess.metrics()}`, type: registry.contentType };
}

function gaugesOf({ runs, differences, commands, mail, activities }: InstallationMetrics): Registry {
  const registry = new Registry();
  const gauge = <L extends string>(name: string, help: string, labelNames: readonly L[] = []) =>
    new Gauge<L>({ name: `countersign_${name}`, help, labelNames: [...labelNames], registers: [registry] });
  gauge('runs_running', 'Runs of workflows of reports that run now.').set(runs.running);
  const troubled = gauge('runs_troubled', 'Runs in which something is wrong.', ['trouble']);
  for (const trouble of TROUBLES) troubled.set({ trouble }, runs[trouble]);
  const open = gauge('differences_open', 'Differences between record and processes that are not repaired.', ['attended']);
  open.set({ attended: 'yes' }, differences.attended);
  open.set({ attended: 'no' }, differences.unattended);
  gauge('commands_waiting', 'Requests of people without an answer.').set(commands.waiting);
  gauge('commands_oldest_seconds', 'For how long the oldest of them waits.').set(commands.oldestSeconds);
  gauge('mail_waiting', 'Messages that are due and not sent.').set(mail.waiting);
  gauge('mail_oldest_seconds', 'For how long the oldest of them is due.').set(mail.oldestSeconds);
  const attempts = gauge('activity_attempts_last_hour', 'Attempts begun in the last hour, by how they ended.', ['activity', 'status']);
  const seconds = gauge('activity_seconds_last_hour', 'What attempts of the last hour took that came to their end.', [
    'activity',
    'quantile',
  ]);
  for (const { activity, p50, p95, p99, ...statuses } of activities) {
    for (const [status, n] of Object.entries(statuses)) attempts.set({ activity, status }, n);
    for (const [quantile, value] of Object.entries({ 0.5: p50, 0.95: p95, 0.99: p99 }))
      if (value !== null) seconds.set({ activity, quantile }, value);
  }
  return registry;
}
