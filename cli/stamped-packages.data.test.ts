import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { certificatesOfPem } from '#domain/package/stamps/certificate';
import type { JudgedStamp } from '#domain/package/stamps/check-stamps';
import { stampRequest, takeAnswer } from '#domain/package/stamps/stamp-request';
import { stampsInWords } from '#domain/package/stamps/stamp-words';
import { verifyPackage } from '#domain/package/verify/verify-package';
import { NODE_TOOLS, openPackageFile } from '#storage/package-file';
import { openStorage } from '#storage/storage';
import { packedReport } from '../test/support/packages/packed-world';
import { UnpackedPackage, zipOf } from '../test/support/packages/unpacked-package';
import { type TestDatabase, testDatabase } from '../test/support/postgres';
import { certified, type StampAuthority, stampAuthority } from '../test/support/stamps/stamp-authority';
import { StampServer } from '../test/support/stamps/stamp-server';
import { nextMessage, stamped, withStamp } from '../test/support/stamps/stamped-package';
import { makeRecordedWorld } from '../test/support/world/recorded-world';
import { run as renew } from './renew';
import { run as verify } from './verify';

const VERIFIER = fileURLToPath(new URL('../verifiers/verify_package.py', import.meta.url));
const TIME_STAMPING = '1.3.6.1.5.5.7.3.8';
const run = promisify(execFile);
/** How many octets of a stamp are changed, one at a time. */
const CHANGED_OCTETS = Number(process.env.COUNTERSIGN_MUTATIONS ?? 48);

let database: TestDatabase;
let place: string;
let plainFile: string;
let plain: UnpackedPackage;
/** Every certificate of these ended years ago. */
let early: StampAuthority;
let late: StampAuthority;
const AT = new Date('2016-05-01T10:00:00Z');

beforeAll(async () => {
  database = await testDatabase();
  place = await mkdtemp(path.join(tmpdir(), 'countersign-stamps-'));
  const storage = openStorage(path.join(place, 'storage'));
  const world = await makeRecordedWorld(database.db, storage);
  const made = await packedReport({ db: database.db, storage }, world.tester.actor, { cycleReportId: world.cycleReportId });
  plainFile = storage.path(made.sha256);
  plain = await UnpackedPackage.read(plainFile);
  early = await stampAuthority({ name: 'Early', from: new Date('2015-01-01'), until: new Date('2018-01-01') });
  late = await stampAuthority({ name: 'Late', kind: 'P-256', from: new Date('2016-01-01'), until: new Date('2024-01-01') });
});

afterAll(async () => {
  await database.drop();
  await rm(place, { recursive: true, force: true });
});

interface Said {
  outcome: string;
  first: string | null;
  stamps: readonly JudgedStamp[];
}

async function written(unpacked: UnpackedPackage, name = `${Math.random()}.zip`): Promise<string> {
  const file = path.join(place, name);
  await writeFile(file, zipOf(unpacked.packed()));
  return file;
}

async function pemFile(...authorities: readonly StampAuthority[]): Promise<string> {
  const file = path.join(place, `${Math.random()}.pem`);
  await writeFile(file, authorities.map(({ root }) => root.pem).join(''));
  return file;
}

/** What both verifiers say of packages, which has to be the same. */
async function said(packages: readonly UnpackedPackage[], trusted?: readonly StampAuthority[]): Promise<(Said & { words: string })[]> {
  const files = await Promise.all(packages.map((unpacked) => written(unpacked)));
  const rootFile = trusted === undefined ? [] : ['--root', await pemFile(...trusted)];
  const theirs = run('python3', [VERIFIER, '--json', ...rootFile, ...files], { maxBuffer: 64 << 20 }).catch(
    (error: { stdout: string }) => error,
  );
  const ours: (Said & { words: string })[] = [];
  for (const file of files) {
    const source = await openPackageFile(file);
    const roots = trusted?.flatMap(({ root }) => certificatesOfPem(root.pem)) ?? null;
    const { outcome, faults, stamps } = await verifyPackage(source, NODE_TOOLS, { fingerprint: null, roots });
    const [fault] = faults.named;
    ours.push({ outcome, first: fault?.at.file ?? null, stamps, words: fault?.words ?? '' });
    await source.close();
  }
  const lines = (await theirs).stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { outcome: string; faults: [string, string][]; stamps: JudgedStamp[] });
  const other = lines.map(({ outcome, faults, stamps }) => ({ outcome, first: faults[0]?.[0] ?? null, stamps }));
  expect(other).toEqual(ours.map(({ words: _words, ...each }) => each));
  return ours;
}

async function printed(command: (argv: string[]) => Promise<number>, argv: string[]): Promise<{ code: number; text: string }> {
  let text = '';
  const write = vi.spyOn(process.stdout, 'write').mockImplementation((chunk) => {
    text += String(chunk);
    return true;
  });
  try {
    return { code: await command(argv), text };
  } finally {
    write.mockRestore();
  }
}

describe('a time stamp', () => {
  it('is judged at its own time, years after every certificate has ended, by both verifiers', async () => {
    vi.useFakeTimers({ now: new Date('2034-11-30'), toFake: ['Date'] });
    try {
      const [one] = await said([await stamped(plain, early, { at: AT })]);
      expect(one).toMatchObject({ outcome: 'partial', first: null });
      expect(one?.stamps).toEqual([
        {
          ...{ file: 'stamps/1.tsr', at: '2016-05-01T10:00:00.000Z', by: 'Early Service', trusted: null, renewedInTime: null },
          root: { name: 'Early Root', fingerprint: expect.stringMatching(/^SHA256:/) as string },
          endsAt: '2018-01-01T00:00:00.000Z',
        },
      ]);
    } finally {
      vi.useRealTimers();
    }
  });

  it.each(['RSA', 'P-256', 'P-384'] as const)('holds by %s and each digest', async (kind) => {
    const of = { kind, from: new Date('2015-01-01'), until: new Date('2018-01-01') };
    const digests = ['SHA-256', 'SHA-384', 'SHA-512'] as const;
    const authorities = await Promise.all(digests.map((digest) => stampAuthority({ ...of, name: digest, digest })));
    const packages = await Promise.all(
      authorities.map((authority, nth) => stamped(plain, authority, { at: AT, digest: digests[nth] ?? 'SHA-256' })),
    );
    for (const each of await said(packages, authorities)) expect(each).toMatchObject({ first: null, stamps: [{ trusted: true }] });
  });

  it('that does not hold is a fault by name, alike in both', async () => {
    const ended = await stampAuthority({
      ...{ name: 'Ended', kind: 'P-256', from: new Date('2015-01-01'), until: new Date('2018-01-01') },
      serviceUntil: new Date('2016-01-01'),
    });
    const of = { kind: 'P-256', from: new Date('2015-01-01'), until: new Date('2018-01-01') } as const;
    const issuer = ended.between;
    const anyPurpose = await certified({ ...of, name: 'Any', issuer });
    const mildPurpose = await certified({ ...of, name: 'Mild', issuer, purposes: [TIME_STAMPING], purposesAreCritical: false });
    const twoPurposes = await certified({ ...of, name: 'Two', issuer, purposes: [TIME_STAMPING, '1.3.6.1.5.5.7.3.3'] });
    const stranger = await certified({ ...of, name: 'Ended Service', purposes: [TIME_STAMPING] });
    const unable = await certified({ ...of, name: 'Unable', issuer: ended.root });
    const byUnable = await certified({ ...of, name: 'Own', issuer: unable, purposes: [TIME_STAMPING] });
    const tooDeep = await certified({ ...of, name: 'Deep', issuer, issues: true });
    const byDeep = await certified({ ...of, name: 'Deep Service', issuer: tooDeep, purposes: [TIME_STAMPING] });
    const cases: [what: string, words: RegExp, changed: UnpackedPackage][] = [
      [
        'after its certificate ended',
        /^the certificate of Ended Service ended on 2016-01-01, before the stamp of 2016-05-01\.$/,
        await stamped(plain, ended, { at: AT }),
      ],
      [
        'before its certificate began',
        /began on 2015-01-01, after the stamp of 2014-05-01/,
        await stamped(plain, early, { at: new Date('2014-05-01') }),
      ],
      ['of something else', /^it is the stamp of something else\.$/, await stamped(plain, early, { at: AT, imprint: new Uint8Array(32) })],
      ['refused', /^the service refused \(status 2\)\.$/, await stamped(plain, early, { at: AT, status: 2 })],
      ['without a purpose', /Any is not one for time stamping alone/, await stamped(plain, ended, { at: AT, service: anyPurpose })],
      ['with a purpose that is not critical', /Mild is not one for/, await stamped(plain, ended, { at: AT, service: mildPurpose })],
      ['with a purpose more', /Two is not one for/, await stamped(plain, ended, { at: AT, service: twoPurposes })],
      [
        'by a certificate that nobody issued',
        /was not issued by Ended Authority/,
        await stamped(plain, ended, { at: AT, service: stranger }),
      ],
      [
        'by somebody who may not issue',
        /Unable may not issue others/,
        await stamped(plain, ended, { at: AT, service: byUnable, path: [byUnable, unable, ended.root] }),
      ],
      [
        'by too long a path',
        /Ended Authority allows no path of this length/,
        await stamped(plain, ended, { at: AT, service: byDeep, path: [byDeep, tooDeep, issuer, ended.root] }),
      ],
      [
        'with the certificate of another',
        /is not the one that signed it/,
        await stamped(plain, early, { at: AT, path: [early.between, early.root] }),
      ],
      [
        'that names another certificate',
        /another certificate of the same name/,
        await stamped(plain, early, { at: AT, names: early.root }),
      ],
      ['without certificates', /^it comes without certificates\.$/, await stamped(plain, early, { at: AT, path: [] })],
    ];
    const found = await said(cases.map(([, , changed]) => changed));
    for (const [nth, [what, words]] of cases.entries()) {
      expect([what, found[nth]?.outcome, found[nth]?.first]).toEqual([what, 'broken', 'stamps/1.tsr']);
      expect([what, found[nth]?.words]).toEqual([what, expect.stringMatching(words)]);
    }
  });

  it('says whether its root is one that the reader trusts, and a package that should have one cannot go without', async () => {
    const one = await stamped(plain, early, { at: AT });
    expect(await said([one], [early])).toMatchObject([{ outcome: 'partial', stamps: [{ trusted: true }] }]);
    expect(await said([one], [late, early])).toMatchObject([{ outcome: 'partial', stamps: [{ trusted: true }] }]);
    const [other, none] = await said([one, plain], [late]);
    expect(other).toMatchObject({
      outcome: 'broken',
      first: 'stamps/1.tsr',
      words: expect.stringContaining('none of the roots that you trust') as string,
    });
    expect(none).toMatchObject({ outcome: 'broken', first: 'stamps/1.tsr', words: 'the package has no time stamp.' });
  });

  it('is told in the same words on the command line and by Python, with what it does not prove', async () => {
    const file = await written(await stamped(plain, early, { at: AT }));
    const { code, text } = await printed(verify, [file]);
    expect(code).toBe(0);
    expect(text).toMatch(
      /\nstamps\/1\.tsr: stamped at 2016-05-01 10:00:00 UTC by Early Service, root Early Root \(SHA256:[^)]+\), found in this package alone\. Its certificates counted until 2018-01-01 00:00:00 UTC\.\nBy its time stamps it was signed before 2016-05-01 10:00:00 UTC\.\n/,
    );
    expect(text).toContain('\nNot proven: That its time stamps are by whom they name: ');
    const trusting = ['--root', await pemFile(early)];
    for (const argv of [[file], [file, ...trusting]]) {
      const { text: ours } = await printed(verify, argv);
      const { stdout: theirs } = await run('python3', [VERIFIER, ...argv]);
      const about = (lines: string): string[] => lines.split('\n').filter((line) => /time stamps|stamped at/.test(line));
      expect(about(theirs)).toEqual(about(ours));
      expect(about(ours).length).toBe(argv.length === 1 ? 4 : 3);
    }
  });
});

describe('the files of stamps', () => {
  it('stand at the end of the ZIP, in their order, each with what belongs to it', async () => {
    const one = await stamped(plain, early, { at: AT });
    const two = await stamped(one, late, { at: new Date('2017-01-01') });
    const moved = plain.copy();
    for (const name of [...moved.files.keys()]) if (name.startsWith('manifest.')) moved.files.delete(name);
    for (const name of ['stamps/1.tsr', 'stamps/1.json', 'manifest.json', 'manifest.sig'])
      moved.files.set(name, one.files.get(name) ?? Buffer.alloc(0));
    const without = (unpacked: UnpackedPackage, ...names: string[]): UnpackedPackage => {
      const copy = unpacked.copy();
      for (const name of names) copy.files.delete(name);
      return copy;
    };
    const more = one.copy();
    more.files.set('stamps/1.txt', Buffer.from('x'));
    const listed = one
      .copy()
      .manifest((manifest) => (manifest.files as object[]).push({ path: 'stamps/1.tsr', sha256: '0'.repeat(64), size: 1 }), { sign: true });
    const cases = [
      moved,
      without(one, 'stamps/1.json'),
      without(one, 'stamps/1.tsr'),
      without(two, 'stamps/1.tsr', 'stamps/1.json'),
      more,
      listed,
    ];
    for (const each of await said(cases)) expect(each.outcome).toBe('broken');
  });

  it('are judged alike where any octet of them was changed', async () => {
    const one = await stamped(plain, late, { at: new Date('2017-01-01') });
    const answer = one.files.get('stamps/1.tsr') ?? Buffer.alloc(0);
    const certificates = [late.service, late.between, late.root].flatMap(({ pem }) => certificatesOfPem(pem));
    const step = answer.length / CHANGED_OCTETS;
    const places = Array.from({ length: CHANGED_OCTETS }, (_none, nth) => Math.floor(nth * step));
    const changed = places.map((at) => {
      const bytes = Buffer.from(answer);
      bytes.writeUInt8(bytes.readUInt8(at) ^ (1 << (at % 8)), at);
      // As somebody would who knows the format: what stands beside it fits again.
      return withStamp(plain, 1, bytes, certificates);
    });
    const found = await said(changed);
    // Certificates that came along and names of algorithms that stand twice say nothing that is judged.
    expect(found.filter(({ outcome }) => outcome === 'broken').length).toBeGreaterThan(CHANGED_OCTETS / 4);
    for (const { outcome, stamps } of found) if (outcome !== 'broken') expect(stamps[0]?.at).toBe('2017-01-01T00:00:00.000Z');
  });
});

describe('renewing', () => {
  it('stamps what was stamped, keeps every other octet, and judges each stamp at the time of the later', async () => {
    const [first, second] = [await StampServer.start(early, AT), await StampServer.start(late, new Date('2017-06-01T00:00:00Z'))];
    const third = await stampAuthority({ name: 'Third', kind: 'P-384', from: new Date('2020-01-01'), until: new Date('2040-01-01') });
    const last = await StampServer.start(third, new Date('2025-01-01T00:00:00Z'));
    try {
      let file = await written(plain, 'package.zip');
      for (const [nth, server] of [first, second, last].entries()) {
        const authority = [early, late, third][nth] ?? early;
        const { code, text } = await printed(renew, [file, '--service', server.address.href, '--roots', await pemFile(authority)]);
        const next = path.join(place, `package.stamped-${nth + 1}.zip`);
        expect([code, text]).toEqual([0, expect.stringContaining(`${next} is stamped; everything else in it is as it was.\n`)]);
        const [before, after] = [await UnpackedPackage.read(file), await UnpackedPackage.read(next)];
        expect([...after.files].slice(0, -2)).toEqual([...before.files]);
        const head = (await readFile(file)).subarray(0, 10_000);
        expect((await readFile(next)).subarray(0, head.length).equals(head)).toBe(true);
        file = next;
      }
      const [one] = await said([await UnpackedPackage.read(file)], [early, late, third]);
      expect(one).toMatchObject({ outcome: 'partial', first: null });
      expect(one?.stamps.map(({ by, renewedInTime }) => [by, renewedInTime])).toEqual([
        ['Early Service', true],
        // It ended a year before anybody stamped again: what came before proves nothing any more.
        ['Late Service', false],
        ['Third Service', null],
      ]);
      expect(stampsInWords(one?.stamps ?? []).at(-1)).toBe('By its time stamps it was signed before 2025-01-01 00:00:00 UTC.');
      const again = [file.replace('-3', '-2'), '--service', last.address.href, '--roots', await pemFile(third)];
      await expect(renew(again)).rejects.toThrow(`${file} is there already.`);
      // An earlier stamp that was exchanged is found by the later.
      const changed = (await UnpackedPackage.read(file)).copy();
      const other = await stamped(plain, early, { at: new Date('2016-01-01') });
      for (const name of ['stamps/1.tsr', 'stamps/1.json']) changed.files.set(name, other.files.get(name) ?? Buffer.alloc(0));
      expect(await said([changed])).toMatchObject([
        { outcome: 'broken', first: 'stamps/2.tsr', words: 'it is the stamp of something else.' },
      ]);
    } finally {
      await Promise.all([first, second, last].map((server) => server.close()));
    }
  });

  it('writes nothing where the service is away or gives no stamp that holds, or where the package does not hold', async () => {
    const server = await StampServer.start(early, AT);
    const [file, out] = [await written(plain), path.join(place, 'none.zip')];
    const argv = [file, '--out', out, '--service', server.address.href, '--roots', await pemFile(early)];
    try {
      server.does('busy', 'break', 'nonsense', 'forbidden', { nonce: Uint8Array.of(7) }, { nonce: null });
      await expect(renew(argv)).rejects.toThrow('The time stamp service answered with status 503. Nothing was written; try again later.');
      await expect(renew(argv)).rejects.toThrow('The time stamp service did not answer. Nothing was written; try again later.');
      await expect(renew(argv)).rejects.toThrow(/gave no stamp that holds: /);
      await expect(renew(argv)).rejects.toThrow(/gave no stamp that holds: the service answered with status 403\./);
      await expect(renew(argv)).rejects.toThrow(/gave no stamp that holds: it answers another request\./);
      await expect(renew(argv)).rejects.toThrow(/gave no stamp that holds: it answers another request\./);
      await expect(renew([...argv.slice(0, -1), await pemFile(late)])).rejects.toThrow(/lead to no root that is trusted here\./);
      const broken = plain.copy();
      broken.files.set('package.json', Buffer.from('{}'));
      const { code, text } = await printed(renew, [await written(broken), ...argv.slice(1)]);
      expect([code, text]).toEqual([1, expect.stringMatching(/^Broken: package\.json: /)]);
      await expect(readFile(out)).rejects.toThrow('ENOENT');
      await expect(renew([file])).rejects.toThrow('Name who stamps by --service');
      await expect(renew([file, '--service', 'tsa', '--roots', file])).rejects.toThrow('tsa is not the address of a time stamp service.');
    } finally {
      await server.close();
    }
  });
});

describe('beside OpenSSL', () => {
  it('what its service answers holds, and it finds a package’s stamp right', async ({ skip }) => {
    const openssl = (...argv: string[]) => run('openssl', argv, { cwd: place });
    if ((await openssl('version').catch(() => null)) === null) skip('OpenSSL is not installed');
    const settings = [
      ...['[tsa]', 'dir = .', 'serial = ./serial', 'signer_digest = sha256', 'default_policy = 1.2.3.4.1', 'digests = sha256, sha512'],
      ...['ess_cert_id_chain = no', 'ess_cert_id_alg = sha1', 'tsa_name = yes', 'ordering = yes', 'accuracy = secs:1'],
    ];
    await writeFile(path.join(place, 'tsa.cnf'), `${settings.join('\n')}\n`);
    await writeFile(path.join(place, 'serial'), '01\n');
    const root = [
      '-subj',
      '/CN=OpenSSL Root',
      '-keyout',
      'root.key',
      '-out',
      'root.pem',
      '-days',
      '30',
      '-addext',
      'keyUsage=critical,keyCertSign',
    ];
    await openssl('req', '-x509', '-newkey', 'rsa:2048', '-nodes', ...root, '-addext', 'basicConstraints=critical,CA:true');
    await openssl(
      'req',
      '-new',
      '-newkey',
      'rsa:2048',
      '-nodes',
      '-subj',
      '/O=Harbour/CN=OpenSSL Service',
      '-keyout',
      'tsa.key',
      '-out',
      'tsa.csr',
    );
    await writeFile(path.join(place, 'tsa.ext'), 'extendedKeyUsage=critical,timeStamping\nkeyUsage=critical,digitalSignature\n');
    const issued = ['-CA', 'root.pem', '-CAkey', 'root.key', '-CAcreateserial', '-days', '30', '-extfile', 'tsa.ext', '-out', 'tsa.pem'];
    await openssl('x509', '-req', '-in', 'tsa.csr', ...issued);
    const { message } = nextMessage(plain);
    await writeFile(path.join(place, 'message'), message);
    const nonce = new Uint8Array(16).fill(9);
    await writeFile(path.join(place, 'query.tsq'), stampRequest(NODE_TOOLS, message, nonce));
    const service = ['-config', 'tsa.cnf', '-section', 'tsa', '-signer', 'tsa.pem', '-inkey', 'tsa.key'];
    await openssl('ts', '-reply', '-queryfile', 'query.tsq', ...service, '-out', 'answer.tsr');
    const answer = await readFile(path.join(place, 'answer.tsr'));
    const roots = certificatesOfPem(await readFile(path.join(place, 'root.pem'), 'utf8'));
    const { path: certificates } = takeAnswer(NODE_TOOLS, answer, { message, nonce, roots });
    const [one] = await said([withStamp(plain, 1, answer, certificates)]);
    expect(one).toMatchObject({ outcome: 'partial', first: null, stamps: [{ by: 'OpenSSL Service', root: { name: 'OpenSSL Root' } }] });

    const stampedByUs = await stamped(plain, late, { at: new Date('2017-01-01') });
    await writeFile(path.join(place, 'ours.tsr'), stampedByUs.files.get('stamps/1.tsr') ?? '');
    await writeFile(path.join(place, 'late.pem'), late.root.pem);
    await writeFile(path.join(place, 'between.pem'), late.between.pem);
    const then = String(new Date('2017-01-01').getTime() / 1000);
    const judging = ['-data', 'message', '-in', 'ours.tsr', '-CAfile', 'late.pem', '-untrusted', 'between.pem'];
    const { stdout } = await openssl('ts', '-verify', ...judging, '-attime', then);
    expect(stdout).toContain('Verification: OK');
    // It reads a clock where no time is named, and these certificates have ended.
    await expect(openssl('ts', '-verify', ...judging)).rejects.toMatchObject({
      stderr: expect.stringContaining('certificate has expired') as string,
    });
  });
});
