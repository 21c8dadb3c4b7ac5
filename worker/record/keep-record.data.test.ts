import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer as createHttp, type IncomingMessage, type Server } from 'node:http';
import { type AddressInfo, createServer as createTcp } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import pino from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { compareOutside } from '#data/checkpoints/compare-outside.queries';
import { readRecord } from '#data/checkpoints/standing.queries';
import { verifyCheckpoints } from '#data/checkpoints/verify-checkpoints.queries';
import { readEvidence } from '#domain/checkpoint/evidence';
import { readOrMakeKeys, revoked, rotated, trustedKeys, writeKeys } from '#storage/signing-keys';
import { DEATHS } from '../../test/support/killed-recorder';
import { type TestDatabase, testDatabase } from '../../test/support/postgres';
import { onSnapshot, tamper, writeEntries } from '../../test/support/signed-world';
import { beginRecord, keepRecordOnce, type RecordDependencies } from './keep-record';
import { sinksOf } from './sinks';

let database: TestDatabase;
let folder: string;
let keyFile: string;
let lines: string;
let servers: { close(): unknown }[] = [];
const log = pino({ level: 'silent' });

beforeEach(async () => {
  database = await testDatabase();
  folder = await mkdtemp(path.join(tmpdir(), 'countersign-record-'));
  keyFile = path.join(folder, 'keys.json');
  lines = path.join(folder, 'heads.jsonl');
  await readOrMakeKeys(keyFile);
});
afterEach(async () => {
  for (const server of servers) server.close();
  servers = [];
  await rm(folder, { recursive: true });
  await database.drop();
});

async function recorder(sinks: string): Promise<RecordDependencies> {
  const dependencies = {
    db: database.db,
    keys: { file: keyFile },
    sinks: sinksOf(sinks, { accessKeyId: 'id', secretAccessKey: 'secret' }),
    log,
  };
  await beginRecord(dependencies);
  return dependencies;
}

const fileLines = () => `${pathToFileURL(lines)}`;
const standing = async () => (await readRecord(database.db.pool)).sinks;
/** As if the time that a sink is held, or waits after a failure, had passed. */
const waited = () => tamper(database, `update checkpoint_sink set next_try_at = now() - interval '1 second'`);

async function verified() {
  const keys = trustedKeys(await readOrMakeKeys(keyFile));
  const evidence = readEvidence(lines, await readFile(lines, 'utf8'));
  return await onSnapshot(database.db, async (sql) => ({
    here: await verifyCheckpoints(sql, keys),
    outside: await compareOutside(sql, evidence, keys),
  }));
}

describe('a worker that is killed', () => {
  it.each(DEATHS)('%s is followed by one that catches up, without gap, fork or loss', async (death) => {
    const dependencies = await recorder(fileLines());
    await writeEntries(database.db, null, 1);
    await keepRecordOnce(dependencies);
    const child = spawn(process.execPath, ['--import', 'tsx', 'test/support/killed-recorder.ts', death, database.url, keyFile, lines], {
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    const signal = await new Promise((resolve) => child.once('close', (_code, by) => resolve(by)));
    expect(signal).toBe('SIGKILL');
    await waited();
    await keepRecordOnce(dependencies);
    const { here, outside } = await verified();
    expect(here).toEqual({ checkpoints: 2, heads: 2, problems: [], notProven: [] });
    // A line may come twice where the worker died after the sink took it, and never not at all.
    expect(outside.problems).toEqual([]);
    expect(outside.checkpoints).toBe(death === 'after the sink took it' ? 3 : 2);
    expect(await standing()).toMatchObject([{ delivered: 2, behind: 0, error: null }]);
  });
});

describe('two workers', () => {
  it('deliver each checkpoint once, in order', async () => {
    const [one, other] = [await recorder(fileLines()), await recorder(fileLines())];
    for (let round = 0; round < 5; round += 1) {
      await writeEntries(database.db, null, 1);
      await Promise.all([keepRecordOnce(one), keepRecordOnce(other)]);
    }
    await keepRecordOnce(one);
    const numbers = readEvidence(lines, await readFile(lines, 'utf8')).map((each) =>
      each.kind === 'checkpoint' ? each.checkpoint.number : 0,
    );
    expect(numbers).toEqual([1, 2, 3, 4, 5]);
  });
});

describe('keys', () => {
  it('are read anew at each pass: a rotation and a revocation need no restart, and stand on the page', async () => {
    const dependencies = await recorder(fileLines());
    await writeEntries(database.db, null, 1);
    await keepRecordOnce(dependencies);
    const [old] = (await readRecord(database.db.pool)).keys;
    await writeKeys(keyFile, revoked(rotated(await readOrMakeKeys(keyFile), new Date()), old!.fingerprint, 2, new Date()));
    await writeEntries(database.db, null, 1);
    await keepRecordOnce(dependencies);
    const { here, outside } = await verified();
    expect([here.problems, outside.problems]).toEqual([[], []]);
    const record = await readRecord(database.db.pool);
    expect(record).toMatchObject({ newest: { number: 2, heads: 2 }, moved: 0 });
    expect(record.keys.map(({ first, last, revokedFrom }) => [first, last, revokedFrom])).toEqual([
      [2, 2, null],
      [1, 1, 2],
    ]);
    expect(record.statements.map(({ words }) => words.replaceAll(/SHA256:\S+/g, 'KEY'))).toEqual([
      'KEY follows KEY',
      'KEY is revoked from checkpoint 2 on',
    ]);
  });

  it('that are missing leave the trail unsigned and the page saying so', async () => {
    await rm(keyFile);
    const dependencies = await recorder('');
    await writeEntries(database.db, null, 1);
    await keepRecordOnce(dependencies);
    expect(await readRecord(database.db.pool)).toMatchObject({ newest: null, moved: 1, keys: [] });
  });
});

async function listening(server: Server | ReturnType<typeof createTcp>): Promise<number> {
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

describe('a sink', () => {
  it('that is away delays itself alone, says why, and catches up', async () => {
    const closed = createTcp();
    const port = await listening(closed);
    await new Promise((resolve) => closed.close(resolve));
    const away = `syslog://127.0.0.1:${port}`;
    const dependencies = await recorder(`${fileLines()} ${away}`);
    for (let n = 0; n < 3; n += 1) {
      await writeEntries(database.db, null, 1);
      await keepRecordOnce(dependencies);
    }
    expect(await standing()).toMatchObject([
      { name: fileLines(), delivered: 3, behind: 0, failingSince: null },
      {
        name: away,
        delivered: 0,
        behind: 3,
        deliveredAt: null,
        failingSince: expect.any(String),
        error: expect.stringContaining('ECONNREFUSED'),
      },
    ]);
    const received: string[] = [];
    const syslog = createTcp({ allowHalfOpen: true }, (socket) => {
      let text = '';
      socket.on('data', (chunk) => void (text += chunk.toString()));
      socket.on('end', () => {
        received.push(text);
        socket.end();
      });
    });
    servers.push(syslog);
    await new Promise<void>((resolve) => syslog.listen(port, '127.0.0.1', resolve));
    await waited();
    await keepRecordOnce(dependencies);
    expect(await standing()).toMatchObject([{}, { delivered: 3, behind: 0, failingSince: null, error: null }]);
    const [length, message] = /^(\d+) (.*)$/.exec(received[0]!)!.slice(1) as [string, string];
    expect(Buffer.byteLength(message)).toBe(Number(length));
    expect(message).toMatch(/^<110>1 \S+ \S+ countersign - checkpoint - \{"form":"countersign\/checkpoint\/1"/);
    await writeFile(lines, received.map((each) => each.replace(/^\d+ /, '')).join('\n'));
    expect((await verified()).outside).toEqual({ checkpoints: 3, heads: 3, problems: [] });
  });

  it('that is a bucket gets one locked object a checkpoint, never over another, signed for its account', async () => {
    const requests: { method: string; url: string; headers: IncomingMessage['headers']; body: string }[] = [];
    const objects = new Map<string, string>();
    const bucket = createHttp((request, response) => {
      let body = '';
      request.on('data', (chunk: Buffer) => void (body += chunk.toString()));
      request.on('end', () => {
        const { method = '', url = '', headers } = request;
        requests.push({ method, url, headers, body });
        response.statusCode = objects.has(url) ? 412 : 200;
        if (!objects.has(url)) objects.set(url, body);
        response.end();
      });
    });
    const address = `s3://records/bank%20a?region=eu-central-1&keep-days=3650&endpoint=http://127.0.0.1:${await listening(bucket)}`;
    const dependencies = await recorder(address);
    await writeEntries(database.db, null, 1);
    await keepRecordOnce(dependencies);
    // As if the worker had died after the bucket took it: it is given once more, and the one that is there counts.
    await tamper(database, 'update checkpoint_sink set delivered = 0');
    await keepRecordOnce(dependencies);
    const { origin } = await readRecord(database.db.pool);
    expect(requests.map(({ method, url }) => `${method} ${url}`)).toEqual(
      Array(2).fill(`PUT /records/bank%20a/${origin.slice('countersign/'.length)}/0000000001.json`),
    );
    const [{ headers }] = requests as [(typeof requests)[number]];
    expect(headers).toMatchObject({ 'if-none-match': '*', 'x-amz-object-lock-mode': 'COMPLIANCE', 'content-md5': expect.any(String) });
    const years = (Date.parse(String(headers['x-amz-object-lock-retain-until-date'])) - Date.now()) / (365 * 24 * 60 * 60 * 1_000);
    expect(years).toBeCloseTo(10, 3);
    expect(headers.authorization).toMatch(
      /^AWS4-HMAC-SHA256 Credential=id\/\d{8}\/eu-central-1\/s3\/aws4_request, SignedHeaders=\S*content-md5\S*/,
    );
    expect(await standing()).toMatchObject([{ delivered: 1, error: null }]);
    await writeFile(lines, [...objects.values()].join(''));
    expect((await verified()).outside).toEqual({ checkpoints: 1, heads: 1, problems: [] });
  });

  it('that refuses says with which words', async () => {
    const refusing = createHttp((_request, response) => {
      response.statusCode = 403;
      response.end('<Code>AccessDenied</Code>');
    });
    const dependencies = await recorder(`s3://records?region=x&endpoint=http://127.0.0.1:${await listening(refusing)}`);
    await writeEntries(database.db, null, 1);
    await keepRecordOnce(dependencies);
    expect(await standing()).toMatchObject([{ delivered: 0, behind: 1, error: 'the server answered 403: <Code>AccessDenied</Code>' }]);
  });

  it('that is not configured any more keeps how far it came', async () => {
    const dependencies = await recorder(fileLines());
    await writeEntries(database.db, null, 1);
    await keepRecordOnce(dependencies);
    await recorder('');
    expect(await standing()).toMatchObject([{ active: false, delivered: 1 }]);
  });
});

it.each([
  ['ftp://x', 'COUNTERSIGN_SINKS names "ftp://x"'],
  ['nothing', 'COUNTERSIGN_SINKS names "nothing"'],
  ['s3://bucket', 'needs a bucket and "?region=…"'],
  ['s3://bucket?region=x&keep-days=soon', 'keep-days is a whole number'],
])('the setting %s is refused in words', (setting, words) => {
  expect(() => sinksOf(setting, { accessKeyId: 'id', secretAccessKey: 'secret' })).toThrow(words);
  if (setting.startsWith('s3:')) expect(() => sinksOf(setting, null)).toThrow('AWS_ACCESS_KEY_ID');
});
