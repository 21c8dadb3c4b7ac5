import 'server-only';
import { join } from 'node:path';
import { z } from 'zod';
import { SHARED_SETTINGS, WEB_SETTINGS } from '#contract/settings';
import { readProxies } from './client-address';

/** One schema for the environment of the web process. Whatever is wrong stops the start, with the name of the setting. */
const schema = z.object({ ...SHARED_SETTINGS, ...WEB_SETTINGS }).transform((values) => ({
  databaseUrl: values.DATABASE_URL,
  sessionSecret: values.NEXTAUTH_SECRET,
  publicUrl: new URL(values.NEXTAUTH_URL),
  filesDirectory: values.COUNTERSIGN_FILES ?? join(values.COUNTERSIGN_HOME, 'files'),
  uploadLimitBytes: values.COUNTERSIGN_UPLOAD_LIMIT,
  evidenceLimitBytes: values.COUNTERSIGN_EVIDENCE_LIMIT,
  temporalUiUrl: values.COUNTERSIGN_TEMPORAL_UI ?? null,
  metricsToken: values.COUNTERSIGN_METRICS_TOKEN || null,
  traceCollector: values.OTEL_EXPORTER_OTLP_ENDPOINT || null,
  proxies: readProxies(values.COUNTERSIGN_PROXIES),
  verifyPage: values.COUNTERSIGN_VERIFY_PAGE ?? null,
  demo: values.COUNTERSIGN_DEMO === '1',
  logLevel: values.COUNTERSIGN_LOG_LEVEL,
}));

export type Environment = z.output<typeof schema>;

/** @throws Error naming every setting that is missing or wrong. */
export function readEnvironment(source: Record<string, string | undefined>): Environment {
  const parsed = schema.safeParse(source);
  if (parsed.success) return parsed.data;
  const wrong = parsed.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`);
  throw new Error(`The environment is not usable: ${wrong.join('; ')}.`);
}

let read: Environment | undefined;

/** The process's environment, read once. */
export function environment(): Environment {
  read ??= readEnvironment(process.env);
  return read;
}
