import { z } from 'zod';
import '#domain/input-words';

/**
 * The settings that an installation reads from its environment, each with its meaning and an example. The processes build
 * their schemas from these records (lib/server/environment.ts, worker/environment.ts), and `.env.example` is generated from them.
 */

const DEFAULT_UPLOAD_LIMIT_BYTES = 4 * 1024 ** 3;
const DEFAULT_EVIDENCE_LIMIT_BYTES = 20 * 1024 ** 2;

/** What pages and workers both read. */
export const SHARED_SETTINGS = {
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/, error: 'is not a postgresql:// address' }).meta({
    description: 'PostgreSQL 16 or later, as the role countersign_app, which cannot rewrite the record.',
    example: 'postgresql://countersign_app:password@127.0.0.1:5432/countersign',
  }),
  COUNTERSIGN_HOME: z.string().min(1).default('.countersign').meta({ description: 'Folder of the installation.' }),
  COUNTERSIGN_FILES: z.string().min(1).optional().meta({
    description: 'Folder of uploads and derived files, shared by all copies. Left out: files in COUNTERSIGN_HOME.',
    example: '/srv/countersign/files',
  }),
  COUNTERSIGN_VERIFY_PAGE: z.string().min(1).optional().meta({
    description:
      'The page that verifies packages: file written by cli/build/verify-page.ts. Set by `web`, `worker` and `up`. Left out: packages lack it.',
    example: 'dist/verify/verify.html',
  }),
  COUNTERSIGN_LOG_LEVEL: z
    .enum(['debug', 'info', 'warn', 'error', 'silent'])
    .default('info')
    .meta({ description: 'The least severe entries that are logged: debug, info, warn, error or silent.' }),
  COUNTERSIGN_METRICS_TOKEN: z
    .union([z.literal(''), z.string().min(16, 'must have 16 characters or more')])
    .optional()
    .meta({
      description:
        'Whoever sends it as a bearer token reads metrics for Prometheus: of the installation at /api/metrics, of a worker at its COUNTERSIGN_WORKER_METRICS. Left out: nobody does.',
      example: '',
    }),
  OTEL_EXPORTER_OTLP_ENDPOINT: z
    .union([z.literal(''), z.url({ protocol: /^https?$/, error: 'is not the http:// or https:// address of a collector' })])
    .optional()
    .meta({
      description:
        'Collector that traces are sent to by OTLP over HTTP; /v1/traces is added to its path. They carry ids, and neither names nor content. Left out: nothing is traced.',
      example: 'http://127.0.0.1:4318',
    }),
} as const;

/** What only the pages read. */
export const WEB_SETTINGS = {
  NEXTAUTH_SECRET: z.string().min(16, 'needs at least 16 characters').meta({
    description: 'Secret that signs sessions, at least 16 characters: use 32 random bytes.',
    example: '',
  }),
  NEXTAUTH_URL: z
    .url('is not the address that people open')
    .meta({ description: 'Address that people open.', example: 'https://countersign.bank.example' }),
  COUNTERSIGN_UPLOAD_LIMIT: z.coerce
    .number()
    .int()
    .positive()
    .default(DEFAULT_UPLOAD_LIMIT_BYTES)
    .meta({ description: 'Largest upload, in bytes.' }),
  COUNTERSIGN_EVIDENCE_LIMIT: z.coerce
    .number()
    .int()
    .positive()
    .default(DEFAULT_EVIDENCE_LIMIT_BYTES)
    .meta({ description: 'Largest file of evidence, in bytes.' }),
  COUNTERSIGN_PROXIES: z.string().default('').meta({
    description:
      'Addresses and networks of the proxies in front, separated by spaces. Of nobody else the headers X-Forwarded-… are believed. Left out: no proxy.',
    example: '10.0.0.5 10.1.0.0/16',
  }),
  COUNTERSIGN_TEMPORAL_UI: z.url().optional().meta({
    description: "Address of Temporal's own pages, linked for Admins and Test Executives. Left out: no link.",
    example: 'http://127.0.0.1:8233',
  }),
  COUNTERSIGN_DEMO: z.enum(['0', '1', '']).optional().meta({
    description:
      'With 1 the sign-in page lists the accounts of the demo, and policies may have terms of seconds. Set by `up`; never set it yourself.',
    example: '0',
  }),
} as const;

/** What only the workers read. */
export const WORKER_SETTINGS = {
  COUNTERSIGN_WORKFLOW_BUNDLE: z.string().min(1).optional().meta({
    description: 'File written by cli/build/worker-bundle.ts. Set by `worker` and `up`; needed in production.',
    example: 'dist/worker/workflow-bundle.js',
  }),
  COUNTERSIGN_WORKER_METRICS: z
    .union([z.literal(''), z.string().regex(/^(?:(?:[\w.-]+|\[[\da-fA-F:]+\]):)?\d{1,5}$/, 'is no port and no host:port')])
    .optional()
    .meta({
      description:
        'Where a worker tells of itself to Prometheus at /metrics: a port of this machine, such as 9464, or host:port. Each worker needs its own; it needs COUNTERSIGN_METRICS_TOKEN. Left out: it tells nothing.',
      example: '',
    }),
  COUNTERSIGN_WORKER_VERSIONING: z.enum(['on', 'off']).default('off').meta({
    description:
      'With on, a worker tells Temporal its build, and gets runs once `deploy` has made that build current. Set the same on every worker that runs alone; `up` has no use for it.',
  }),
  COUNTERSIGN_SEARCH_ATTRIBUTES: z.enum(['on', 'off']).default('on').meta({
    description:
      'With off, runs go without search attributes: for a namespace that lacks them. Pages read it, too, when they start a report.',
  }),
  COUNTERSIGN_KEYS: z.string().min(1).optional().meta({
    description: 'File of the keys that sign checkpoints. Left out: keys/checkpoint-keys.json in COUNTERSIGN_HOME.',
    example: '/run/secrets/checkpoint-keys.json',
  }),
  COUNTERSIGN_KEYS_JSON: z.string().optional().meta({
    description: 'What such a file holds, for a store of secrets that hands over variables. It goes before COUNTERSIGN_KEYS.',
    example: '',
  }),
  COUNTERSIGN_SMTP: z.string().min(1).optional().meta({
    description:
      'Server that mail is handed to: smtp://user:password@host:587 (by STARTTLS) or smtps://host:465. In the clear only to this machine, or with ?tls=off. It needs COUNTERSIGN_MAIL_FROM and NEXTAUTH_URL. Left out: no mail is sent.',
    example: 'smtp://countersign:password@mail.bank.example:587',
  }),
  COUNTERSIGN_MAIL_FROM: z.email('is no address').optional().meta({
    description: 'Address that mail is from.',
    example: 'countersign@bank.example',
  }),
  COUNTERSIGN_STAMPS: z
    .url({ protocol: /^https?$/, error: 'is not the address of a time stamp service' })
    .optional()
    .meta({
      description:
        'Service that stamps packages by RFC 3161, over HTTP; user and password may stand in the address. It needs COUNTERSIGN_STAMP_ROOTS. Left out: packages have no time stamp.',
      example: 'http://stamps.bank.example/tsa',
    }),
  COUNTERSIGN_STAMP_ROOTS: z.string().min(1).optional().meta({
    description: 'File of the root certificates, in PEM, by which its stamps have to hold.',
    example: '/etc/countersign/stamp-roots.pem',
  }),
  COUNTERSIGN_SINKS: z.string().default('').meta({
    description:
      'Where signed checkpoints are delivered to, separated by spaces: file:///path, stdout:, syslog://host:port, s3://bucket/folder?region=…&keep-days=…&endpoint=….',
  }),
  AWS_ACCESS_KEY_ID: z.string().optional().meta({ description: 'Key of the account that writes to an s3:// sink.', example: '' }),
  AWS_SECRET_ACCESS_KEY: z.string().optional().meta({ description: 'Secret of that account.', example: '' }),
  AWS_SESSION_TOKEN: z.string().optional().meta({ description: 'Token of that account, where it has one.', example: '' }),
} as const;
