import { Readable } from 'node:stream';
import type { PhaseRules } from '#data/chain/chain.transitions';
import { openChain } from '#data/chain/chain.transitions';
import { listChain } from '#data/chain/list-chain.transitions';
import { keepEvidence } from '#data/evidence/evidence.commands';
import { listLanes } from '#data/lanes/list-lanes.transitions';
import { listOwnerLanes } from '#data/lanes/list-owner-lanes.transitions';
import { requireVersion } from '#data/people/access.queries';
import type { ItemData } from '#domain/item/json';
import { personToken } from '#domain/people/person-token';
import type { PhaseName } from '#domain/phase/phase-names';
import type { Verdict } from '#domain/phase/verdicts';
import { completer, lister } from '#worker/prepare/registry';
import { checkEvidence } from '#worker/prepare/request-info/check-evidence';
import { contextOf } from '../preparing';
import type { Stores } from '../stores';
import { type ChainHandle, OWNER_REVIEW, send, UNGATED } from '../world/chain';
import { type Answer, type Scenario, trackedStep } from '../world/scenario';
import type { Person } from '../world/world';

const RECORDED = { mode: 'recorded', requiredCount: 1, roles: [] } as const;

/** A file of evidence by a version of the chain in which it was supplied. */
export interface SuppliedFile {
  versionId: string;
  /** Who supplied it. */
  by: string;
  evidenceId: string;
  sha256: string;
}

/** What people do in the lanes of a report, through the listers, completers and commands of the product. */
export class LaneWork {
  private readonly rules: PhaseRules;

  constructor(
    private readonly stores: Stores,
    private readonly scenario: Scenario,
  ) {
    this.rules = { ...UNGATED, completer: (phase) => completer(phase)?.(stores) ?? null };
  }

  /** Lists the lanes of the lines of business that are sampled; answers their ids by line. */
  async lines(): Promise<Map<string, string>> {
    const { db, cycleReportId } = this.scenario;
    const step = await trackedStep(db, 'listLanes');
    const { lanes } = await listLanes(db, { cycleReportId, members: 'sample-selection', step });
    return new Map(lanes.map(({ key, laneId }) => [key, laneId]));
  }

  /** Opens a phase in a lane; a recorded one is listed. */
  async open(phase: PhaseName, laneId: string): Promise<ChainHandle> {
    const { db, cycleReportId } = this.scenario;
    const { key: instance } = await db.prisma.lane.findUniqueOrThrow({ where: { id: laneId } });
    const step = await trackedStep(db, 'listInstance');
    const policy = phase === 'observation-management' ? OWNER_REVIEW : RECORDED;
    const planPhase = { kind: 'phase', phase, policy, allowanceBusinessHours: 8, opensAfter: [] } as const;
    const { chainId } = await openChain(db, { cycleReportId, planPhase, position: 5, instance, laneId, step });
    const chain = { scenario: this.scenario, chainId };
    if (phase !== 'observation-management') await this.list(chain);
    return chain;
  }

  /** Lists a recorded phase by what it is made from now. */
  async list(chain: ChainHandle): Promise<void> {
    const { db } = this.scenario;
    const { chainId } = chain;
    const { phase, instance } = await db.prisma.chain.findUniqueOrThrow({ where: { id: chainId } });
    const listed = await lister(phase as PhaseName)(contextOf(chain, this.stores.storage), instance);
    await listChain(db, { chainId, ...listed, step: await trackedStep(db, 'listInstance') });
  }

  /** Has the line's Data Executive name owners of attributes, who acknowledge them; answers their lanes by owner. */
  async assign(laneId: string, owners: ChainHandle, by: Person, ownerOf: (code: string) => Person): Promise<Map<Person, string>> {
    const { db } = this.scenario;
    const codes = [...(await this.items(owners)).keys()];
    const named = codes.map((code) => [code, { owner: personToken(ownerOf(code).userId) }] as const);
    await this.record(owners, by, Object.fromEntries(named));
    const people = [...new Set(codes.map(ownerOf))];
    for (const person of people)
      await this.judge(
        owners,
        person,
        codes.filter((code) => ownerOf(code) === person),
        'acknowledged',
      );
    await listOwnerLanes(db, { laneId, members: 'data-owner-id', step: await trackedStep(db, 'listOwnerLanes') });
    const lanes = people.map(async (person) => {
      const { id } = await db.prisma.lane.findFirstOrThrow({ where: { parentId: laneId, ownerId: person.userId } });
      return [person, id] as const;
    });
    return new Map(await Promise.all(lanes));
  }

  /** Supplies a table of the records as the evidence of every case of a chain; `stated`: by case, another value than is reported. */
  async supply(
    requests: ChainHandle,
    by: Person,
    {
      fileName,
      table,
      stated,
    }: { fileName: string; table: (records: readonly string[]) => string; stated: Readonly<Record<string, string>> },
  ): Promise<SuppliedFile> {
    const { db, storage } = this.stores;
    const items = await this.items(requests);
    const text = table([...new Set([...items.values()].map(({ data }) => String(data.record)))]);
    const versionId = await this.approved(requests);
    const scope = await requireVersion(db.pool, by, versionId);
    const stored = await storage.put(Readable.from([Buffer.from(text)]));
    const kept = { ...stored, kind: 'csv', mediaType: 'text/csv', fileName } as const;
    const { evidenceId } = await keepEvidence(db, by.actor, scope, kept);
    await checkEvidence(contextOf(requests, storage), { kind: 'check-evidence', versionId, evidenceId, columns: {} });
    const claims = [...items.keys()].map((key) => [key, { evidence: claimOf(evidenceId, stated[key] ?? null) }] as const);
    await this.record(requests, by, Object.fromEntries(claims));
    return { versionId: await this.approved(requests), by: by.userId, evidenceId, sha256: stored.sha256 };
  }

  /** Asks for changes of items as they are. @throws Error where that is refused */
  async record(chain: ChainHandle, by: Person, changes: Readonly<Record<string, ItemData>>): Promise<void> {
    applied(await this.tryToRecord(chain, by, changes));
  }

  /** As `record`; answers what became of it. `seen`: the hash of the items as their sender saw them, where that is not as they are. */
  async tryToRecord(chain: ChainHandle, by: Person, changes: Readonly<Record<string, ItemData>>, seen?: string): Promise<Answer> {
    const items = await this.items(chain);
    const asked = Object.entries(changes).map(([itemKey, fields]) => ({
      itemKey,
      fields,
      seenHash: seen ?? items.get(itemKey)?.hash ?? '',
    }));
    const versionId = await this.approved(chain);
    return await send(chain, by, 'record_changes', { versionId, changes: asked, comment: 'As the file says.' }, this.rules);
  }

  /** Gives a verdict on items as they are. @throws Error where that is refused */
  async judge(chain: ChainHandle, by: Person, keys: readonly string[], verdict: Verdict): Promise<void> {
    applied(await this.tryToJudge(chain, by, keys, verdict));
  }

  /** As `judge`; answers what became of it. `seen` as `tryToRecord` has it. */
  async tryToJudge(chain: ChainHandle, by: Person, keys: readonly string[], verdict: Verdict, seen?: string): Promise<Answer> {
    const items = await this.items(chain);
    const seenHash = (key: string) => seen ?? String(items.get(key)?.data.judged ?? items.get(key)?.hash ?? '');
    const verdicts = keys.map((itemKey) => ({ itemKey, verdict, seenHash: seenHash(itemKey), reason: 'Looked at.' }));
    return await send(chain, by, 'decide_items', { versionId: await this.newest(chain), verdicts }, this.rules);
  }

  /** Items of a chain's newest version by their keys. */
  async items({ chainId }: ChainHandle): Promise<Map<string, { hash: string; data: ItemData }>> {
    const { db } = this.scenario;
    const rows = await db.prisma.versionItem.findMany({ where: { chainId }, orderBy: { number: 'asc' } });
    const items = new Map<string, { hash: string; data: ItemData }>();
    for (const { itemKey, op, hash, data } of rows) {
      if (itemKey.startsWith('$')) continue;
      if (op === 'put') items.set(itemKey, { hash: Buffer.from(hash ?? []).toString('hex'), data: data as ItemData });
      else items.delete(itemKey);
    }
    return items;
  }

  /** The id of a chain's approved version. */
  async approved({ chainId }: ChainHandle): Promise<string> {
    return (await this.scenario.db.prisma.version.findFirstOrThrow({ where: { chainId, status: 'approved' } })).id;
  }

  private async newest({ chainId }: ChainHandle): Promise<string> {
    return (await this.scenario.db.prisma.version.findFirstOrThrow({ where: { chainId }, orderBy: { number: 'desc' } })).id;
  }
}

/** What a data owner says of a file where it is the evidence of a case. */
export function claimOf(evidenceId: string, stated: string | null): ItemData {
  return { evidenceId, sort: 'document', asOf: '2026-09-30', extraction: null, stated, note: '' };
}

function applied({ outcome, code, detail }: Answer): void {
  if (outcome !== 'applied') throw new Error(`${code} ${detail}`);
}
