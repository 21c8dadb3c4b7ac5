import type { Faults, Place } from '../fault';
import { bytesOfHex, hexOf, sha256Of, utf8, type VerifyTools } from '../tools';
import type { ContentOf } from './content-check';
import { rowsPath } from './record-tables';
import type { KeptRows, VersionRow } from './version-rows';

/** Holds each version to its items, its parent and its inputs, and its status to the entries of the trail. */
export function checkVersions(
  tools: VerifyTools,
  rows: KeptRows,
  { contents, statuses, recipe }: { contents: ReadonlyMap<string, ContentOf>; statuses: ReadonlyMap<string, string>; recipe: string },
  faults: Faults,
): void {
  for (const version of inOrder(rows)) {
    const at = placeOf(version);
    const told = statuses.get(version.id) ?? 'unknown';
    faults.expect(told === version.status, at, `it is stored as ${version.status}, and the entries of the trail leave it ${told}.`);
    const frozen = version.versionHash !== '';
    faults.expect(
      version.recipe === recipe && frozen === (version.status !== 'draft'),
      at,
      'it is of another recipe, or lacks a hash, or has one as a draft.',
    );
    if (!frozen) continue;
    const content = contents.get(version.id);
    faults.expect(content?.hash === version.contentHash, at, 'its items do not have its content hash.');
    const counts = [content?.items, content?.added, content?.changed, content?.removed];
    faults.expect(
      counts.every((count, nth) => count === version.counts[nth]),
      at,
      'its counts are not those of its items.',
    );
    const parent = rows.versions.get(version.parent)?.versionHash ?? '';
    const hash = versionHash(tools, recipe, version, parent, rows.inputs.get(version.id) ?? []);
    faults.expect(hash === version.versionHash, at, 'its hash does not follow from its content, parent and inputs.');
  }
}

/** The versions of each chain in the order of their numbers. */
export function inOrder({ versions }: KeptRows): VersionRow[] {
  return [...versions.values()].sort((one, other) => one.number - other.number);
}

/** Where a version stands, for faults. */
export function placeOf(version: VersionRow): Place {
  return { file: rowsPath('version'), chain: version.chainName, version: version.number };
}

/** The version hash of docs/record-format.md, as hexadecimal. */
function versionHash(tools: VerifyTools, recipe: string, version: VersionRow, parent: string, inputs: readonly string[]): string {
  const nth = new Uint8Array(4);
  new DataView(nth.buffer).setInt32(0, version.number);
  const parts = [utf8(recipe), bytesOfHex(version.contentHash)].map(prefixed);
  const from = [...inputs].sort().map((input) => prefixed(bytesOfHex(input)));
  return hexOf(sha256Of(tools, ...parts, nth, prefixed(bytesOfHex(parent)), ...from));
}

/** Bytes after their length as 32 bits in network order. */
function prefixed(bytes: Uint8Array): Uint8Array {
  const out = new Uint8Array(4 + bytes.length);
  new DataView(out.buffer).setUint32(0, bytes.length);
  out.set(bytes, 4);
  return out;
}
