import { Readable } from 'node:stream';
import { keepEvidence } from '#data/evidence/evidence.commands';
import { requireVersion } from '#data/people/access.queries';
import { askInquiry } from '#dispatch/ask-inquiry';
import type { NamedColumns } from '#domain/phases/request-info/request-item';
import type { LaneVersion, LaneWorld } from './lane-stories';
import type { Person } from './world/world';

/** Supplies a file in a version's chain, as the page does, and has it looked at. */
export async function supply(lanes: LaneWorld, by: Person, version: LaneVersion, fileName: string, text: string) {
  const { world } = lanes;
  const { storage } = world.dependencies;
  const stored = await storage.put(Readable.from([Buffer.from(text)]));
  const scope = await requireVersion(world.db.pool, by, version.versionId);
  const file = { ...stored, kind: 'csv', mediaType: 'text/csv', fileName } as const;
  const { evidenceId } = await keepEvidence(world.db, { id: by.userId, role: 'data_owner' }, scope, file);
  const claim = { evidenceId, sort: 'document', asOf: '2026-09-30', extraction: null, stated: null, note: '' };
  const ask = async (columns: NamedColumns = {}) => {
    const dependencies = { db: world.db, temporal: world.temporal, searchAttributes: 'off' } as const;
    return await askInquiry(dependencies, by, { kind: 'check-evidence', versionId: version.versionId, evidenceId, columns });
  };
  return { claim, ask };
}
