import { describe, expect, it } from 'vitest';
import { contentOffset, entryBytes, readDirectory, readEnd } from './zip-directory';
import { type DirectoryPlace, directoryRecord, endOfDirectory, isLarge, localHeader, type ZipEntry } from './zip-layout';

const entry = (change: Partial<ZipEntry> = {}): ZipEntry => ({
  path: 'a.json',
  method: 8,
  crc32: 7,
  packedSize: 10,
  size: 20,
  offset: 0,
  ...change,
});

function directoryOf(entries: readonly ZipEntry[], change: Partial<DirectoryPlace> = {}): { bytes: Uint8Array; place: DirectoryPlace } {
  const records = entries.map(directoryRecord);
  const size = records.reduce((sum, record) => sum + record.length, 0);
  const bytes = new Uint8Array(size);
  let at = 0;
  for (const record of records) {
    bytes.set(record, at);
    at += record.length;
  }
  const offset = entries.reduce((sum, one) => sum + entryBytes(one), 0);
  return { bytes, place: { count: entries.length, offset, size, ...change } };
}

describe('the directory of a ZIP', () => {
  it('is read as it was written, also where a file, its place or the number of files needs 64 bits', () => {
    const large = entry({ path: 'large', method: 0, size: 2 ** 33, packedSize: 2 ** 33 });
    const behind = entry({ path: 'behind', offset: entryBytes(large) });
    expect([isLarge(large), isLarge(behind)]).toEqual([true, true]);
    const { bytes, place } = directoryOf([large, behind]);
    expect(readDirectory(bytes, place)).toEqual([large, behind]);
    const end = endOfDirectory(place);
    expect(readEnd(end, place.offset + place.size + end.length)).toEqual(place);
    const many = { count: 70_000, offset: 1_000, size: 2_000 };
    expect(readEnd(endOfDirectory(many), 3_000 + endOfDirectory(many).length)).toEqual(many);
  });

  it('begins a file where its header ends', () => {
    expect(contentOffset(entry({ offset: 100 }))).toBe(100 + localHeader(entry()).length);
  });

  it('is refused where a byte of it is other than it must be, wherever it stands', () => {
    const { bytes, place } = directoryOf([entry(), entry({ path: 'b', offset: entryBytes(entry()) })]);
    for (let at = 0; at < bytes.length; at += 1) {
      const changed = Uint8Array.from(bytes);
      changed[at] = (changed[at] ?? 0) ^ 0x80;
      const read = (): ZipEntry[] => readDirectory(changed, place);
      // Checksum and unpacked size are held to the bytes of the file itself, its name to the manifest.
      const heldElsewhere = [16, 17, 18, 19, 24, 25].some((field) => at === field || at === field + 52);
      if (heldElsewhere) continue;
      expect(read, `byte ${at}`).toThrow();
    }
  });

  it('is refused where files overlap, repeat, leave a gap or claim too much, and where its end says otherwise', () => {
    const second = (change: Partial<ZipEntry>) => directoryOf([entry(), entry({ path: 'b', offset: entryBytes(entry()), ...change })]);
    const read = ({ bytes, place }: ReturnType<typeof directoryOf>) => readDirectory(bytes, place);
    expect(() => read(second({ offset: 0 }))).toThrow('b: it does not lie where the file before it ends.');
    expect(() => read(second({ path: 'a.json' }))).toThrow('a.json: the ZIP holds it twice.');
    expect(() => read(second({ method: 0 }))).toThrow('b: it has two sizes.');
    expect(() => read(second({ size: 2 ** 31 }))).toThrow('b: it claims to hold more than its bytes can.');
    expect(() => read(second({ path: '../b' }))).toThrow('record 2 of its directory cannot be read.');
    const { bytes, place } = second({});
    expect(() => readDirectory(bytes, { ...place, count: 3 })).toThrow('its directory has not as many records as it says.');
    expect(() => readDirectory(bytes, { ...place, offset: place.offset + 1 })).toThrow(
      'between its files and its directory are other bytes.',
    );
    const end = endOfDirectory(place);
    expect(() => readEnd(end, place.offset + place.size + end.length + 1)).toThrow(/its end does not say where its directory lies/);
    expect(() => readEnd(new Uint8Array(3), 3)).toThrow(/it does not end as a package does/);
  });
});
