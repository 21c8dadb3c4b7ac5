import { describe, expect, test } from 'vitest';
import { chosenQueues, readWorkerEnvironment } from './environment';

const DATABASE_URL = 'postgresql://countersign_app:secret@127.0.0.1:5432/countersign';

describe('the environment', () => {
  test('without compiled workflows stops a production worker', () => {
    expect(() => readWorkerEnvironment({ DATABASE_URL, NODE_ENV: 'production' })).toThrow('COUNTERSIGN_WORKFLOW_BUNDLE');
    expect(readWorkerEnvironment({ DATABASE_URL, NODE_ENV: 'production', COUNTERSIGN_WORKFLOW_BUNDLE: 'bundle.js' }).workflowBundle).toBe(
      'bundle.js',
    );
  });

  test('names every setting that is wrong', () => {
    expect(() => readWorkerEnvironment({ COUNTERSIGN_SEARCH_ATTRIBUTES: 'maybe' })).toThrow(/DATABASE_URL.*COUNTERSIGN_SEARCH_ATTRIBUTES/);
  });
});

test('a worker that tells of its build needs compiled workflows, which say which it is', () => {
  expect(readWorkerEnvironment({ DATABASE_URL }).versioning).toBe('off');
  const on = { DATABASE_URL, COUNTERSIGN_WORKER_VERSIONING: 'on' };
  expect(() => readWorkerEnvironment(on)).toThrow('COUNTERSIGN_WORKER_VERSIONING is on, for which COUNTERSIGN_WORKFLOW_BUNDLE must name');
  expect(readWorkerEnvironment({ ...on, COUNTERSIGN_WORKFLOW_BUNDLE: 'bundle.js' }).versioning).toBe('on');
});

describe('mail', () => {
  const SET = {
    DATABASE_URL,
    COUNTERSIGN_SMTP: 'smtp://mail.bank.example',
    COUNTERSIGN_MAIL_FROM: 'countersign@bank.example',
    NEXTAUTH_URL: 'https://countersign.bank.example/',
  };

  test('is sent by the server that is named, and not at all without one', () => {
    expect(readWorkerEnvironment(SET).mail).toEqual({
      server: { host: 'mail.bank.example', port: 587, tls: 'required', login: null },
      ...{ from: 'countersign@bank.example', baseUrl: 'https://countersign.bank.example' },
    });
    expect(readWorkerEnvironment({ DATABASE_URL }).mail).toBeNull();
  });

  test('needs to be from somebody, and pages that it can link to', () => {
    expect(() => readWorkerEnvironment({ ...SET, COUNTERSIGN_MAIL_FROM: undefined })).toThrow('COUNTERSIGN_MAIL_FROM must say whom');
    expect(() => readWorkerEnvironment({ ...SET, NEXTAUTH_URL: undefined })).toThrow('NEXTAUTH_URL must say where');
    expect(() => readWorkerEnvironment({ ...SET, COUNTERSIGN_SMTP: 'mail.bank.example' })).toThrow('COUNTERSIGN_SMTP is not an smtp://');
  });
});

describe('queues', () => {
  test('are all of them unless some are named', () => {
    expect(chosenQueues([])).toEqual(['countersign', 'countersign-versions', 'countersign-analysis']);
    expect(chosenQueues(['--queue', 'countersign-versions'])).toEqual(['countersign-versions']);
    expect(chosenQueues(['--queue=countersign', '--queue', 'countersign-analysis'])).toEqual(['countersign', 'countersign-analysis']);
  });

  test('that do not exist are refused by name', () => {
    expect(() => chosenQueues(['--queue', 'other'])).toThrow('"other"');
  });
});

describe('time stamps', () => {
  const SET = { DATABASE_URL, COUNTERSIGN_STAMPS: 'http://stamps.bank.example/tsa', COUNTERSIGN_STAMP_ROOTS: '/etc/roots.pem' };

  test('are asked of the service that is named, and of nobody without one', () => {
    expect(readWorkerEnvironment(SET).stamps).toEqual({ address: new URL(SET.COUNTERSIGN_STAMPS), rootsFile: '/etc/roots.pem' });
    expect(readWorkerEnvironment({ DATABASE_URL }).stamps).toBeNull();
  });

  test('need roots by which they hold, and an address', () => {
    expect(() => readWorkerEnvironment({ ...SET, COUNTERSIGN_STAMP_ROOTS: undefined })).toThrow(
      'COUNTERSIGN_STAMP_ROOTS must name the file',
    );
    expect(() => readWorkerEnvironment({ ...SET, COUNTERSIGN_STAMPS: 'tsa' })).toThrow('COUNTERSIGN_STAMPS is not the address of');
    expect(() => readWorkerEnvironment({ ...SET, COUNTERSIGN_STAMPS: 'ftp://tsa' })).toThrow('COUNTERSIGN_STAMPS is not the address of');
  });
});

describe('metrics', () => {
  const SET = { DATABASE_URL, COUNTERSIGN_METRICS_TOKEN: 'of-the-installation' };

  test.each([
    ['9464', { host: '127.0.0.1', port: 9464 }],
    ['0.0.0.0:9464', { host: '0.0.0.0', port: 9464 }],
    ['metrics.bank.example:80', { host: 'metrics.bank.example', port: 80 }],
    ['[::1]:9464', { host: '::1', port: 9464 }],
  ])('are told at %s, of this machine alone where no other host is named', (place, expected) => {
    expect(readWorkerEnvironment({ ...SET, COUNTERSIGN_WORKER_METRICS: place }).metrics).toEqual({
      ...expected,
      token: 'of-the-installation',
    });
  });

  test('are told nowhere unless a place is named, and at none without a token', () => {
    expect(readWorkerEnvironment(SET).metrics).toBeNull();
    expect(() => readWorkerEnvironment({ DATABASE_URL, COUNTERSIGN_WORKER_METRICS: '9464' })).toThrow(
      'COUNTERSIGN_METRICS_TOKEN must be set to a token of 16 characters or more, since COUNTERSIGN_WORKER_METRICS is set',
    );
  });

  test.each(['here', '127.0.0.1', '::1:9464', '70000', 'http://127.0.0.1:9464'])('%s is no place', (place) => {
    expect(() => readWorkerEnvironment({ ...SET, COUNTERSIGN_WORKER_METRICS: place })).toThrow('COUNTERSIGN_WORKER_METRICS');
  });
});

test('traces are sent to a collector that is named by its address, and to none otherwise', () => {
  expect(readWorkerEnvironment({ DATABASE_URL }).traceCollector).toBeNull();
  expect(readWorkerEnvironment({ DATABASE_URL, OTEL_EXPORTER_OTLP_ENDPOINT: '' }).traceCollector).toBeNull();
  const collector = 'https://collector.bank.example/otlp';
  expect(readWorkerEnvironment({ DATABASE_URL, OTEL_EXPORTER_OTLP_ENDPOINT: collector }).traceCollector).toBe(collector);
  expect(() => readWorkerEnvironment({ DATABASE_URL, OTEL_EXPORTER_OTLP_ENDPOINT: 'collector:4317' })).toThrow(
    'OTEL_EXPORTER_OTLP_ENDPOINT',
  );
});
