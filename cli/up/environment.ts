import type { HomeFolders } from '../machine/folders';
import { PlainError } from '../machine/plain-error';
import { LOOPBACK } from '../machine/ports';
import type { Secrets } from '../machine/secrets';
import { CATCHER_SENDER, catcherUrl } from '../services/mail-catcher';
import { DATABASE_NAME, ownerUrl } from '../services/postgres';
import type { Ports } from './choose-ports';

/** Where the services are, embedded or external. */
export interface Services {
  databaseUrl: string;
  ownerUrl: string;
  temporalAddress: string;
  namespace: string;
  temporalUi: string | null;
  embedded: { postgres: boolean; temporal: boolean };
}

/** Services named by the environment are used as they are; the others are started here. */
export function planServices(env: NodeJS.ProcessEnv, ports: Ports, secrets: Secrets): Services {
  const postgres = !env.DATABASE_URL;
  const temporal = !env.TEMPORAL_ADDRESS;
  if (!postgres && !env.DATABASE_OWNER_URL) {
    throw new PlainError(
      'DATABASE_URL is set without DATABASE_OWNER_URL: the owner of the database migrates, the application role may not.',
    );
  }
  const password = encodeURIComponent(secrets.applicationPassword);
  return {
    databaseUrl: env.DATABASE_URL || `postgresql://countersign_app:${password}@${LOOPBACK}:${ports.postgres}/${DATABASE_NAME}`,
    ownerUrl: (postgres ? undefined : env.DATABASE_OWNER_URL) || ownerUrl(ports.postgres, secrets.ownerPassword),
    temporalAddress: env.TEMPORAL_ADDRESS || `${LOOPBACK}:${ports.temporal}`,
    namespace: env.TEMPORAL_NAMESPACE || 'default',
    temporalUi: temporal ? `http://localhost:${ports.temporalUi}` : (env.COUNTERSIGN_TEMPORAL_UI ?? null),
    embedded: { postgres, temporal },
  };
}

/** What web and worker are told. The demo's mail goes to its catcher, where that runs. The owner's address is not among it: they cannot do what only a migration may. */
export function serviceEnvironment(
  services: Services,
  folders: HomeFolders,
  secrets: Secrets,
  webUrl: string,
  { demo, catcherPort }: { demo: boolean; catcherPort: number | null },
): NodeJS.ProcessEnv {
  const env: NodeJS.ProcessEnv = {
    ...process.env,
    NODE_ENV: 'production',
    NEXT_TELEMETRY_DISABLED: '1',
    DATABASE_URL: services.databaseUrl,
    TEMPORAL_ADDRESS: services.temporalAddress,
    TEMPORAL_NAMESPACE: services.namespace,
    COUNTERSIGN_HOME: folders.home,
    COUNTERSIGN_FILES: folders.files,
    COUNTERSIGN_KEYS: folders.keys,
    // A worker that tells of its build waits until somebody makes that current. Here the former one is stopped before.
    COUNTERSIGN_WORKER_VERSIONING: 'off',
    NEXTAUTH_SECRET: process.env.NEXTAUTH_SECRET ?? secrets.sessionSecret,
    NEXTAUTH_URL: process.env.NEXTAUTH_URL ?? webUrl,
  };
  if (services.temporalUi) env.COUNTERSIGN_TEMPORAL_UI = services.temporalUi;
  if (demo) env.COUNTERSIGN_DEMO = '1';
  if (catcherPort !== null) {
    env.COUNTERSIGN_SMTP = catcherUrl(catcherPort);
    env.COUNTERSIGN_MAIL_FROM = CATCHER_SENDER;
  }
  delete env.DATABASE_OWNER_URL;
  return env;
}
