import { describe, expect, it, vi } from 'vitest';
import { homeFolders } from '../machine/folders';
import { PlainError } from '../machine/plain-error';
import { DEFAULT_PORTS } from './choose-ports';
import { planServices, serviceEnvironment } from './environment';

const secrets = { ownerPassword: 'own/er', applicationPassword: 'app', sessionSecret: 'session' };

function env(values: Record<string, string>): NodeJS.ProcessEnv {
  return { NODE_ENV: 'test', ...values };
}

describe('the services of an installation', () => {
  it('are embedded where the environment names none', () => {
    expect(planServices(env({}), DEFAULT_PORTS, secrets)).toEqual({
      databaseUrl: 'postgresql://countersign_app:app@127.0.0.1:5433/countersign',
      ownerUrl: 'postgresql://countersign_owner:own%2Fer@127.0.0.1:5433/countersign',
      temporalAddress: '127.0.0.1:7233',
      namespace: 'default',
      temporalUi: 'http://localhost:8233',
      embedded: { postgres: true, temporal: true },
    });
  });

  it('are external where it does', () => {
    const services = planServices(
      env({
        DATABASE_URL: 'postgresql://a',
        DATABASE_OWNER_URL: 'postgresql://o',
        TEMPORAL_ADDRESS: 'cloud:7233',
        TEMPORAL_NAMESPACE: 'bank',
      }),
      DEFAULT_PORTS,
      secrets,
    );
    expect(services).toMatchObject({
      databaseUrl: 'postgresql://a',
      ownerUrl: 'postgresql://o',
      temporalAddress: 'cloud:7233',
      namespace: 'bank',
      temporalUi: null,
      embedded: { postgres: false, temporal: false },
    });
  });

  it('need the owner beside an external database', () => {
    expect(() => planServices(env({ DATABASE_URL: 'postgresql://a' }), DEFAULT_PORTS, secrets)).toThrow(PlainError);
  });

  it('never tell pages and worker how to sign in as the owner', () => {
    const services = planServices(env({}), DEFAULT_PORTS, secrets);
    const told = serviceEnvironment(services, homeFolders('/tmp/home'), secrets, 'http://localhost:3000', {
      demo: false,
      catcherPort: null,
    });
    expect(JSON.stringify(told)).not.toContain('countersign_owner');
    expect(told.COUNTERSIGN_DEMO).toBeUndefined();
  });

  it('has workers tell of no build, whatever the environment says: nobody would give them runs', () => {
    vi.stubEnv('COUNTERSIGN_WORKER_VERSIONING', 'on');
    try {
      const services = planServices(env({}), DEFAULT_PORTS, secrets);
      const told = serviceEnvironment(services, homeFolders('/tmp/home'), secrets, 'http://localhost:3000', {
        demo: false,
        catcherPort: null,
      });
      expect(told.COUNTERSIGN_WORKER_VERSIONING).toBe('off');
    } finally {
      vi.unstubAllEnvs();
    }
  });

  it('hand mail to the catcher where there is one, and to nobody else by themselves', () => {
    const services = planServices(env({}), DEFAULT_PORTS, secrets);
    const toldWith = (catcherPort: number | null) =>
      serviceEnvironment(services, homeFolders('/tmp/home'), secrets, 'http://localhost:3000', { demo: true, catcherPort });
    expect(toldWith(1025)).toMatchObject({
      COUNTERSIGN_SMTP: 'smtp://127.0.0.1:1025',
      COUNTERSIGN_MAIL_FROM: 'countersign@harbourvale.example',
    });
    expect(toldWith(null).COUNTERSIGN_SMTP).toBeUndefined();
  });
});
