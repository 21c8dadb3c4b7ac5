import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { stampsInWords } from '#domain/package/stamps/stamp-words';
import { UnpackedPackage } from '../test/support/packages/unpacked-package';
import { stampAuthority } from '../test/support/stamps/stamp-authority';
import { StampServer } from '../test/support/stamps/stamp-server';
import { AT, printed, StampWorld } from '../test/support/stamps/stamp-world';
import { stamped } from '../test/support/stamps/stamped-package';
import { run as renew } from './renew';

let world: StampWorld;
beforeAll(async () => {
  world = await StampWorld.make();
});
afterAll(() => world.close());

describe('renewing', () => {
  it('stamps what was stamped, keeps every other octet, and judges each stamp at the time of the later', async () => {
    const [first, second] = [
      await StampServer.start(world.early, AT),
      await StampServer.start(world.late, new Date('2017-06-01T00:00:00Z')),
    ];
    const third = await stampAuthority({ name: 'Third', kind: 'P-384', from: new Date('2020-01-01'), until: new Date('2040-01-01') });
    const last = await StampServer.start(third, new Date('2025-01-01T00:00:00Z'));
    try {
      let file = await world.write(world.plain, 'package.zip');
      for (const [nth, server] of [first, second, last].entries()) {
        const authority = [world.early, world.late, third][nth] ?? world.early;
        const { code, text } = await printed(renew, [file, '--service', server.address.href, '--roots', await world.roots(authority)]);
        const next = path.join(world.place, `package.stamped-${nth + 1}.zip`);
        expect([code, text]).toEqual([0, expect.stringContaining(`${next} is stamped; everything else in it is as it was.\n`)]);
        const [before, after] = [await UnpackedPackage.read(file), await UnpackedPackage.read(next)];
        expect([...after.files].slice(0, -2)).toEqual([...before.files]);
        const head = (await readFile(file)).subarray(0, 10_000);
        expect((await readFile(next)).subarray(0, head.length).equals(head)).toBe(true);
        file = next;
      }
      const [one] = await world.said([await UnpackedPackage.read(file)], { trusted: [world.early, world.late, third] });
      expect(one).toMatchObject({ outcome: 'partial', first: null });
      expect(one?.stamps.map(({ by, renewedInTime }) => [by, renewedInTime])).toEqual([
        ['Early Service', true],
        // It ended a year before anybody stamped again: what came before proves nothing any more.
        ['Late Service', false],
        ['Third Service', null],
      ]);
      expect(stampsInWords(one?.stamps ?? []).at(-1)).toBe('By its time stamps it was signed before 2025-01-01 00:00:00 UTC.');
      const again = [file.replace('-3', '-2'), '--service', last.address.href, '--roots', await world.roots(third)];
      await expect(renew(again)).rejects.toThrow(`${file} is there already.`);
      // An earlier stamp that was exchanged is found by the later.
      const changed = (await UnpackedPackage.read(file)).copy();
      const other = await stamped(world.plain, world.early, { at: new Date('2016-01-01') });
      for (const name of ['stamps/1.tsr', 'stamps/1.json']) changed.files.set(name, other.files.get(name) ?? Buffer.alloc(0));
      expect(await world.said([changed])).toMatchObject([
        { outcome: 'broken', first: 'stamps/2.tsr', words: 'it is the stamp of something else.' },
      ]);
    } finally {
      await Promise.all([first, second, last].map((server) => server.close()));
    }
  });

  it('writes nothing where the service is away or gives no stamp that holds, or where the package does not hold', async () => {
    const server = await StampServer.start(world.early, AT);
    const [file, out] = [await world.write(world.plain), path.join(world.place, 'none.zip')];
    const argv = [file, '--out', out, '--service', server.address.href, '--roots', await world.roots(world.early)];
    try {
      server.does('busy', 'break', 'nonsense', 'forbidden', { nonce: Uint8Array.of(7) }, { nonce: null });
      await expect(renew(argv)).rejects.toThrow('The time stamp service answered with status 503. Nothing was written; try again later.');
      await expect(renew(argv)).rejects.toThrow('The time stamp service did not answer. Nothing was written; try again later.');
      await expect(renew(argv)).rejects.toThrow(/gave no stamp that holds: /);
      await expect(renew(argv)).rejects.toThrow(/gave no stamp that holds: the service answered with status 403\./);
      await expect(renew(argv)).rejects.toThrow(/gave no stamp that holds: it answers another request\./);
      await expect(renew(argv)).rejects.toThrow(/gave no stamp that holds: it answers another request\./);
      await expect(renew([...argv.slice(0, -1), await world.roots(world.late)])).rejects.toThrow(/lead to no root that is trusted here\./);
      const broken = world.plain.copy();
      broken.files.set('package.json', Buffer.from('{}'));
      const { code, text } = await printed(renew, [await world.write(broken), ...argv.slice(1)]);
      expect([code, text]).toEqual([1, expect.stringMatching(/^Broken: package\.json: /)]);
      await expect(readFile(out)).rejects.toThrow('ENOENT');
      await expect(renew([file])).rejects.toThrow('Name who stamps by --service');
      await expect(renew([file, '--service', 'tsa', '--roots', file])).rejects.toThrow('tsa is not the address of a time stamp service.');
    } finally {
      await server.close();
    }
  });
});
