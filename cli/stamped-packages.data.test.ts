import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { certificatesOfPem } from '#domain/package/stamps/certificate';
import { stampRequest, takeAnswer } from '#domain/package/stamps/stamp-request';
import { NODE_TOOLS } from '#storage/package-file';
import type { UnpackedPackage } from '../test/support/packages/unpacked-package';
import { certified, stampAuthority } from '../test/support/stamps/stamp-authority';
import { AT, printed, python, StampWorld } from '../test/support/stamps/stamp-world';
import { nextMessage, stamped, withStamp } from '../test/support/stamps/stamped-package';
import { run as verify } from './verify';

const TIME_STAMPING = '1.3.6.1.5.5.7.3.8';
const run = promisify(execFile);
/** How many octets of a stamp are changed, one at a time. */
const CHANGED_OCTETS = Number(process.env.COUNTERSIGN_MUTATIONS ?? 48);

let world: StampWorld;
beforeAll(async () => {
  world = await StampWorld.make();
});
afterAll(() => world.close());

describe('a time stamp', () => {
  it('is judged at its own time, years after every certificate has ended, by both verifiers', async () => {
    vi.useFakeTimers({ now: new Date('2034-11-30'), toFake: ['Date'] });
    try {
      const [one] = await world.said([await stamped(world.plain, world.early, { at: AT })]);
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
      authorities.map((authority, nth) => stamped(world.plain, authority, { at: AT, digest: digests[nth] ?? 'SHA-256' })),
    );
    for (const each of await world.said(packages, { trusted: authorities }))
      expect(each).toMatchObject({ first: null, stamps: [{ trusted: true }] });
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
        await stamped(world.plain, ended, { at: AT }),
      ],
      [
        'before its certificate began',
        /began on 2015-01-01, after the stamp of 2014-05-01/,
        await stamped(world.plain, world.early, { at: new Date('2014-05-01') }),
      ],
      [
        'of something else',
        /^it is the stamp of something else\.$/,
        await stamped(world.plain, world.early, { at: AT, imprint: new Uint8Array(32) }),
      ],
      ['refused', /^the service refused \(status 2\)\.$/, await stamped(world.plain, world.early, { at: AT, status: 2 })],
      ['without a purpose', /Any is not one for time stamping alone/, await stamped(world.plain, ended, { at: AT, service: anyPurpose })],
      ['with a purpose that is not critical', /Mild is not one for/, await stamped(world.plain, ended, { at: AT, service: mildPurpose })],
      ['with a purpose more', /Two is not one for/, await stamped(world.plain, ended, { at: AT, service: twoPurposes })],
      [
        'by a certificate that nobody issued',
        /was not issued by Ended Authority/,
        await stamped(world.plain, ended, { at: AT, service: stranger }),
      ],
      [
        'by somebody who may not issue',
        /Unable may not issue others/,
        await stamped(world.plain, ended, { at: AT, service: byUnable, path: [byUnable, unable, ended.root] }),
      ],
      [
        'by too long a path',
        /Ended Authority allows no path of this length/,
        await stamped(world.plain, ended, { at: AT, service: byDeep, path: [byDeep, tooDeep, issuer, ended.root] }),
      ],
      [
        'with the certificate of another',
        /is not the one that signed it/,
        await stamped(world.plain, world.early, { at: AT, path: [world.early.between, world.early.root] }),
      ],
      [
        'that names another certificate',
        /another certificate of the same name/,
        await stamped(world.plain, world.early, { at: AT, names: world.early.root }),
      ],
      ['without certificates', /^it comes without certificates\.$/, await stamped(world.plain, world.early, { at: AT, path: [] })],
    ];
    const found = await world.said(cases.map(([, , changed]) => changed));
    for (const [nth, [what, words]] of cases.entries()) {
      expect([what, found[nth]?.outcome, found[nth]?.first]).toEqual([what, 'broken', 'stamps/1.tsr']);
      expect([what, found[nth]?.words]).toEqual([what, expect.stringMatching(words)]);
    }
  });

  it('says whether its root is one that the reader trusts, and a package that should have one cannot go without', async () => {
    const one = await stamped(world.plain, world.early, { at: AT });
    expect(await world.said([one], { trusted: [world.early] })).toMatchObject([{ outcome: 'partial', stamps: [{ trusted: true }] }]);
    expect(await world.said([one], { trusted: [world.late, world.early] })).toMatchObject([
      { outcome: 'partial', stamps: [{ trusted: true }] },
    ]);
    const [other, none] = await world.said([one, world.plain], { trusted: [world.late] });
    expect(other).toMatchObject({
      outcome: 'broken',
      first: 'stamps/1.tsr',
      words: expect.stringContaining('none of the roots that you trust') as string,
    });
    expect(none).toMatchObject({ outcome: 'broken', first: 'stamps/1.tsr', words: 'the package has no time stamp.' });
  });

  it('is told in the same words on the command line and by Python, with what it does not prove', async () => {
    const file = await world.write(await stamped(world.plain, world.early, { at: AT }));
    const { code, text } = await printed(verify, [file]);
    expect(code).toBe(0);
    expect(text).toMatch(
      /\nstamps\/1\.tsr: stamped at 2016-05-01 10:00:00 UTC by Early Service, root Early Root \(SHA256:[^)]+\), found in this package alone\. Its certificates counted until 2018-01-01 00:00:00 UTC\.\nIf the roots of its time stamps can be trusted, it was signed before 2016-05-01 10:00:00 UTC\.\n/,
    );
    expect(text).toContain('\nNot proven: That its time stamps are by whom they name: ');
    const trusting = ['--root', await world.roots(world.early)];
    for (const argv of [[file], [file, ...trusting]]) {
      const { text: ours } = await printed(verify, argv);
      const theirs = await python(argv);
      const about = (lines: string): string[] => lines.split('\n').filter((line) => /time stamps|stamped at/.test(line));
      expect(about(theirs)).toEqual(about(ours));
      expect(about(ours).length).toBe(argv.length === 1 ? 4 : 3);
    }
  });
});

describe('the files of stamps', () => {
  it('stand at the end of the ZIP, in their order, each with what belongs to it', async () => {
    const one = await stamped(world.plain, world.early, { at: AT });
    const two = await stamped(one, world.late, { at: new Date('2017-01-01') });
    const moved = world.plain.copy();
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
    for (const each of await world.said(cases)) expect(each.outcome).toBe('broken');
  });

  it('are judged alike where any octet of them was changed', async () => {
    const one = await stamped(world.plain, world.late, { at: new Date('2017-01-01') });
    const answer = one.files.get('stamps/1.tsr') ?? Buffer.alloc(0);
    const certificates = [world.late.service, world.late.between, world.late.root].flatMap(({ pem }) => certificatesOfPem(pem));
    const step = answer.length / CHANGED_OCTETS;
    const places = Array.from({ length: CHANGED_OCTETS }, (_none, nth) => Math.floor(nth * step));
    const changed = places.map((at) => {
      const bytes = Buffer.from(answer);
      bytes.writeUInt8(bytes.readUInt8(at) ^ (1 << (at % 8)), at);
      // As somebody would who knows the format: what stands beside it fits again.
      return withStamp(world.plain, 1, bytes, certificates);
    });
    const found = await world.said(changed);
    // Certificates that came along and names of algorithms that stand twice say nothing that is judged.
    expect(found.filter(({ outcome }) => outcome === 'broken').length).toBeGreaterThan(CHANGED_OCTETS / 4);
    for (const { outcome, stamps } of found) if (outcome !== 'broken') expect(stamps[0]?.at).toBe('2017-01-01T00:00:00.000Z');
  });
});

describe('beside OpenSSL', () => {
  it('what its service answers holds, and it finds a package’s stamp right', async ({ skip }) => {
    const openssl = (...argv: string[]) => run('openssl', argv, { cwd: world.place });
    if ((await openssl('version').catch(() => null)) === null) skip('OpenSSL is not installed');
    const settings = [
      ...['[tsa]', 'dir = .', 'serial = ./serial', 'signer_digest = sha256', 'default_policy = 1.2.3.4.1', 'digests = sha256, sha512'],
      ...['ess_cert_id_chain = no', 'ess_cert_id_alg = sha1', 'tsa_name = yes', 'ordering = yes', 'accuracy = secs:1'],
    ];
    await writeFile(path.join(world.place, 'tsa.cnf'), `${settings.join('\n')}\n`);
    await writeFile(path.join(world.place, 'serial'), '01\n');
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
    await writeFile(path.join(world.place, 'tsa.ext'), 'extendedKeyUsage=critical,timeStamping\nkeyUsage=critical,digitalSignature\n');
    const issued = ['-CA', 'root.pem', '-CAkey', 'root.key', '-CAcreateserial', '-days', '30', '-extfile', 'tsa.ext', '-out', 'tsa.pem'];
    await openssl('x509', '-req', '-in', 'tsa.csr', ...issued);
    const { message } = nextMessage(world.plain);
    await writeFile(path.join(world.place, 'message'), message);
    const nonce = new Uint8Array(16).fill(9);
    await writeFile(path.join(world.place, 'query.tsq'), stampRequest(NODE_TOOLS, message, nonce));
    const service = ['-config', 'tsa.cnf', '-section', 'tsa', '-signer', 'tsa.pem', '-inkey', 'tsa.key'];
    await openssl('ts', '-reply', '-queryfile', 'query.tsq', ...service, '-out', 'answer.tsr');
    const answer = await readFile(path.join(world.place, 'answer.tsr'));
    const roots = certificatesOfPem(await readFile(path.join(world.place, 'root.pem'), 'utf8'));
    const { path: certificates } = takeAnswer(NODE_TOOLS, answer, { message, nonce, roots });
    const [one] = await world.said([withStamp(world.plain, 1, answer, certificates)]);
    expect(one).toMatchObject({ outcome: 'partial', first: null, stamps: [{ by: 'OpenSSL Service', root: { name: 'OpenSSL Root' } }] });

    const stampedByUs = await stamped(world.plain, world.late, { at: new Date('2017-01-01') });
    await writeFile(path.join(world.place, 'ours.tsr'), stampedByUs.files.get('stamps/1.tsr') ?? '');
    await writeFile(path.join(world.place, 'world.late.pem'), world.late.root.pem);
    await writeFile(path.join(world.place, 'between.pem'), world.late.between.pem);
    const then = String(new Date('2017-01-01').getTime() / 1000);
    const judging = ['-data', 'message', '-in', 'ours.tsr', '-CAfile', 'world.late.pem', '-untrusted', 'between.pem'];
    const { stdout } = await openssl('ts', '-verify', ...judging, '-attime', then);
    expect(stdout).toContain('Verification: OK');
    // It reads a clock where no time is named, and these certificates have ended.
    await expect(openssl('ts', '-verify', ...judging)).rejects.toMatchObject({
      stderr: expect.stringContaining('certificate has expired') as string,
    });
  });
});
