import { join } from 'node:path';
import { z } from 'zod';
import { ANALYSIS_QUEUE, VERSION_QUEUE, WORKFLOW_QUEUE } from '#contract/names';
import { SHARED_SETTINGS, WEB_SETTINGS, WORKER_SETTINGS } from '#contract/settings';
import { KEY_FILE } from '#storage/signing-keys';
import { type SmtpServer, smtpServerOf } from './mail/smtp-server';

const LOOPBACK = '127.0.0.1';
const LARGEST_PORT = 65_535;

/** One schema for the environment of the worker process. Whatever is wrong stops the start, with the name of the setting. */
const schema = z
  .object({
    NODE_ENV: z.string().optional(),
    ...SHARED_SETTINGS,
    ...WORKER_SETTINGS,
    // Links in mail lead there; without mail no worker needs it.
    NEXTAUTH_URL: WEB_SETTINGS.NEXTAUTH_URL.optional(),
  })
  .refine(({ NODE_ENV, COUNTERSIGN_WORKFLOW_BUNDLE }) => NODE_ENV !== 'production' || COUNTERSIGN_WORKFLOW_BUNDLE !== undefined, {
    path: ['COUNTERSIGN_WORKFLOW_BUNDLE'],
    error: 'must name the compiled workflows: in production the worker never compiles at start',
  })
  .refine(
    ({ COUNTERSIGN_WORKER_VERSIONING, COUNTERSIGN_WORKFLOW_BUNDLE }) =>
      COUNTERSIGN_WORKER_VERSIONING === 'off' || COUNTERSIGN_WORKFLOW_BUNDLE !== undefined,
    { path: ['COUNTERSIGN_WORKER_VERSIONING'], error: 'is on, for which COUNTERSIGN_WORKFLOW_BUNDLE must name the compiled workflows' },
  )
  .transform((values, context) => ({
    mail: mailOf(values, context),
    stamps: stampsOf(values, context),
    metrics: metricsOf(values, context),
    traceCollector: values.OTEL_EXPORTER_OTLP_ENDPOINT || null,
    databaseUrl: values.DATABASE_URL,
    filesDirectory: values.COUNTERSIGN_FILES ?? join(values.COUNTERSIGN_HOME, 'files'),
    workflowBundle: values.COUNTERSIGN_WORKFLOW_BUNDLE ?? null,
    versioning: values.COUNTERSIGN_WORKER_VERSIONING,
    verifyPage: values.COUNTERSIGN_VERIFY_PAGE ?? null,
    searchAttributes: values.COUNTERSIGN_SEARCH_ATTRIBUTES,
    logLevel: values.COUNTERSIGN_LOG_LEVEL,
    keys: values.COUNTERSIGN_KEYS_JSON
      ? ({ json: values.COUNTERSIGN_KEYS_JSON } as const)
      : ({ file: values.COUNTERSIGN_KEYS ?? join(values.COUNTERSIGN_HOME, KEY_FILE) } as const),
    sinks: values.COUNTERSIGN_SINKS,
    bucketCredentials:
      values.AWS_ACCESS_KEY_ID && values.AWS_SECRET_ACCESS_KEY
        ? {
            accessKeyId: values.AWS_ACCESS_KEY_ID,
            secretAccessKey: values.AWS_SECRET_ACCESS_KEY,
            sessionToken: values.AWS_SESSION_TOKEN,
          }
        : null,
  }));

/** Which service stamps packages, and the file of the roots by which its stamps hold; null where nobody stamps. */
interface StampEnvironment {
  address: URL;
  rootsFile: string;
}

function stampsOf(
  {
    COUNTERSIGN_STAMPS: address,
    COUNTERSIGN_STAMP_ROOTS: rootsFile,
  }: { COUNTERSIGN_STAMPS?: string | undefined; COUNTERSIGN_STAMP_ROOTS?: string | undefined },
  context: z.RefinementCtx,
): StampEnvironment | null {
  if (address === undefined) return null;
  if (rootsFile !== undefined) return { address: new URL(address), rootsFile };
  context.addIssue({
    code: 'custom',
    path: ['COUNTERSIGN_STAMP_ROOTS'],
    message: 'must name the file of the root certificates by which stamps hold, since COUNTERSIGN_STAMPS is set',
  });
  return null;
}

/** Where the worker tells of itself, and the token that whoever asks has to carry; null where it tells nothing. */
export interface MetricsEnvironment {
  host: string;
  port: number;
  token: string;
}

function metricsOf(
  {
    COUNTERSIGN_WORKER_METRICS: place,
    COUNTERSIGN_METRICS_TOKEN: token,
  }: { COUNTERSIGN_WORKER_METRICS?: string | undefined; COUNTERSIGN_METRICS_TOKEN?: string | undefined },
  context: z.RefinementCtx,
): MetricsEnvironment | null {
  if (!place) return null;
  if (!token) {
    const message = 'must be set to a token of 16 characters or more, since COUNTERSIGN_WORKER_METRICS is set';
    context.addIssue({ code: 'custom', path: ['COUNTERSIGN_METRICS_TOKEN'], message });
    return null;
  }
  const split = place.lastIndexOf(':');
  const port = Number(place.slice(split + 1));
  if (port > LARGEST_PORT) {
    context.addIssue({ code: 'custom', path: ['COUNTERSIGN_WORKER_METRICS'], message: 'names a port above 65535' });
    return null;
  }
  return { host: split === -1 ? LOOPBACK : place.slice(0, split).replace(/^\[|\]$/g, ''), port, token };
}

/** By which server mail is sent, from which address, and where its links lead; null where none is sent. */
interface MailEnvironment {
  server: SmtpServer;
  from: string;
  /** Without a slash at the end. */
  baseUrl: string;
}

function mailOf(
  values: { COUNTERSIGN_SMTP?: string | undefined; COUNTERSIGN_MAIL_FROM?: string | undefined; NEXTAUTH_URL?: string | undefined },
  context: z.RefinementCtx,
): MailEnvironment | null {
  const { COUNTERSIGN_SMTP: address, COUNTERSIGN_MAIL_FROM: from, NEXTAUTH_URL: pages } = values;
  if (address === undefined) return null;
  const fault = (setting: string, message: string): null => {
    context.addIssue({ code: 'custom', path: [setting], message });
    return null;
  };
  if (from === undefined) return fault('COUNTERSIGN_MAIL_FROM', 'must say whom mail is from, since COUNTERSIGN_SMTP is set');
  if (pages === undefined) return fault('NEXTAUTH_URL', 'must say where the pages are, since mail links to them');
  try {
    return { server: smtpServerOf(address), from, baseUrl: new URL(pages).href.replace(/\/+$/, '') };
  } catch (error) {
    return fault('COUNTERSIGN_SMTP', error instanceof Error ? error.message : String(error));
  }
}

export type WorkerEnvironment = z.output<typeof schema>;

/** @throws Error naming every setting that is missing or wrong. */
export function readWorkerEnvironment(source: Record<string, string | undefined>): WorkerEnvironment {
  const parsed = schema.safeParse(source);
  if (parsed.success) return parsed.data;
  throw new Error(
    `The environment is not usable: ${parsed.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`).join('; ')}.`,
  );
}

export const QUEUES = [WORKFLOW_QUEUE, VERSION_QUEUE, ANALYSIS_QUEUE] as const;
export type Queue = (typeof QUEUES)[number];

/** The queues named by `--queue` (may be repeated); all of them when none is named. @throws Error for a name that is none. */
export function chosenQueues(args: readonly string[]): readonly Queue[] {
  const named = args.flatMap((arg, index) =>
    arg === '--queue' ? [args[index + 1] ?? ''] : arg.startsWith('--queue=') ? [arg.slice('--queue='.length)] : [],
  );
  if (named.length === 0) return QUEUES;
  return named.map((name) => {
    const queue = QUEUES.find((candidate) => candidate === name);
    if (!queue) throw new Error(`There is no queue "${name}"; the queues are ${QUEUES.join(', ')}.`);
    return queue;
  });
}
