import { Readable } from 'node:stream';
import type { ItemRow } from '#contract/views/row-views';
import type { VersionView } from '#contract/views/version-views';
import { keepEvidence } from '#data/evidence/evidence.commands';
import { livingLanes } from '#data/lanes/lanes.queries';
import { livingOwnersLanes } from '#data/lanes/owners-lanes.queries';
import { requireVersion } from '#data/people/access.queries';
import { readItems } from '#data/version/items.queries';
import { findVersionId } from '#data/version/version.queries';
import { askInquiry } from '#dispatch/ask-inquiry';
import { csvLine } from '#domain/csv-cell';
import type { EvidenceKind } from '#domain/evidence/file-kind';
import type { Subject } from '#domain/people/permissions';
import type { ChainAddress } from '#domain/phase/chain-address';
import { JUDGED_FIELD } from '#domain/phase/recorded';
import type { Verdict } from '#domain/phase/verdicts';
import { requestSchema } from '#domain/phases/request-info/request-item';
import { judgeEvidence } from '#storage/judge-evidence';
import { described } from './draft-steps';
import type { LanePeople } from './lane-people';
import { persist, waitFor } from './persist';
import { plantedMismatches } from './planted-mismatches';
import type { Stage } from './stage';

const PHASE = 'request-info';
/** Rows of a page, and cases that one command concerns. */
const AT_ONCE = 500;

/** A data owner with what they are asked for. */
interface Asked {
  owner: Subject;
  version: VersionView;
  rows: readonly ItemRow[];
}

/** Waits until everybody who is named in an assigned lane is asked, and answers what for. */
async function whatIsAsked(stage: Stage, cycleReportId: string, { owners, executives }: LanePeople): Promise<Asked[]> {
  const named = new Map<string, number>();
  for (const { key, lobId } of await persist(() => livingLanes(stage.db, cycleReportId))) {
    const executive = executives.get(lobId);
    if (executive !== undefined)
      named.set(key, await ownersNamedIn(stage, executive, { cycleReportId, phase: 'data-owner-id', instance: key }));
  }
  const lanes = await waitFor('the lanes of data owners', async () => {
    const living = await persist(() => livingOwnersLanes(stage.db, cycleReportId));
    const areThere = [...named].every(([key, count]) => living.filter(({ parentKey }) => parentKey === key).length === count);
    return areThere ? living : null;
  });
  const asked: Asked[] = [];
  for (const { key, ownerId } of lanes) {
    const owner = owners.find(({ userId }) => userId === ownerId);
    if (owner === undefined) throw new Error(`Nobody plays the data owner of ${key}.`);
    const version = await stage.versionAt(owner, { cycleReportId, phase: PHASE, instance: key }, 1);
    asked.push({ owner, version, rows: await allRows(stage, owner, version.id) });
  }
  return asked;
}

/** How many people a line's list of owners names. */
async function ownersNamedIn(stage: Stage, executive: Subject, chain: ChainAddress): Promise<number> {
  const versionId = await persist(() => findVersionId(stage.db, executive, chain));
  const owners = (await allRows(stage, executive, versionId)).flatMap(({ data }) => (typeof data.owner === 'string' ? [data.owner] : []));
  return new Set(owners).size;
}

export async function allRows(stage: Stage, who: Subject, versionId: string): Promise<ItemRow[]> {
  const rows: ItemRow[] = [];
  for (let after: string | undefined; ; ) {
    const page = await persist(() => readItems(stage.db, who, { versionId, filter: { all: [] }, limit: AT_ONCE, after }));
    rows.push(...page.rows);
    if (page.next === null) return rows;
    after = page.next;
  }
}

/**
 * An extract of a made-up system: a line for each record, with its keys and the values that are asked for as the system has them, which are
 * others than reported where that is planted.
 */
export function extractOf(rows: readonly ItemRow[]): string {
  const requests = rows.map(({ data }) => requestSchema.parse(data));
  const keys = [...new Set(requests.flatMap((request) => Object.keys(request.keys)))];
  const codes = [...new Set(requests.map(({ attribute }) => attribute))].filter((code) => !keys.includes(code));
  const planted = plantedMismatches(rows);
  const records = new Map<string, Map<string, string>>();
  for (const [index, { record, keys: ofRecord, attribute, reported }] of requests.entries()) {
    const values = records.get(record) ?? new Map(Object.entries(ofRecord));
    records.set(record, values.set(attribute, planted.get(rows[index]?.key ?? '') ?? reported ?? ''));
  }
  const columns = [...keys, ...codes];
  return [columns, ...[...records.values()].map((values) => columns.map((code) => values.get(code) ?? ''))].map(csvLine).join('');
}

/** Supplies one extract for some cases, and answers the version that holds it. */
async function supply(stage: Stage, { owner, version }: Asked, rows: readonly ItemRow[]): Promise<VersionView> {
  let judged: { kind: EvidenceKind; mediaType: string } | undefined;
  const fileName = `fictional-extract-${version.instance.replace(/[^A-Za-z0-9]+/g, '-').toLowerCase()}.csv`;
  const stored = await stage.storage.put(Readable.from([Buffer.from(extractOf(rows))]), {
    accept: async (path) => {
      judged = await judgeEvidence(path, fileName);
    },
  });
  if (judged === undefined) throw new Error('nobody judged the extract');
  const file = { ...judged, ...stored, fileName };
  const { evidenceId } = await persist(async () => {
    const scope = await requireVersion(stage.db.pool, owner, version.id);
    return await keepEvidence(stage.db, { id: owner.userId, role: 'data_owner' }, scope, file);
  });
  const answer = await persist(() => askInquiry(stage, owner, { kind: 'check-evidence', columns: {}, versionId: version.id, evidenceId }));
  if (!answer.ok) throw new Error(`${owner.name}, ${fileName}: ${answer.message}`);
  const extraction = { query: 'select the asked-for columns of the sampled loans', ranOn: '2026-11-02', rows: rows.length };
  const evidence = {
    evidenceId,
    sort: 'extract',
    asOf: '2025-12-31',
    extraction,
    stated: null,
    note: 'Made up, as everything of this bank.',
  };
  let present = version;
  for (let from = 0; from < rows.length; from += AT_ONCE) {
    const changes = rows.slice(from, from + AT_ONCE).map(({ key, hash }) => ({ itemKey: key, seenHash: hash, fields: { evidence } }));
    const command = await stage.send(owner, `supplied evidence in ${version.chainId} from ${from}`, {
      kind: 'record_changes',
      targetId: version.chainId,
      versionId: present.id,
      changes,
    });
    present = await stage.versionAt(owner, present, present.number + 1);
    stage.print({ ...described(present), step: `supplied ${fileName}`, by: owner.name, receipt: command.receipt?.outcome ?? 'none' });
  }
  return present;
}

async function judge(
  stage: Stage,
  tester: Subject,
  version: VersionView,
  keys: readonly string[],
  verdict: Verdict,
  reason = '',
): Promise<void> {
  const rows = (await allRows(stage, tester, version.id)).filter(({ key }) => keys.includes(key));
  const command = await stage.send(tester, `${verdict} in ${version.chainId}, version ${version.number}`, {
    kind: 'decide_items',
    targetId: version.chainId,
    versionId: version.id,
    verdicts: rows.map(({ key, data }) => ({ itemKey: key, verdict, reason, seenHash: String(data[JUDGED_FIELD]) })),
  });
  stage.print({ ...described(version), step: verdict, by: tester.name, receipt: command.receipt?.outcome ?? 'none' });
}

/** Everybody who is asked supplies an extract that answers all of it, and the tester accepts it. */
export async function playEvidence(stage: Stage, cycleReportId: string, tester: Subject, people: LanePeople): Promise<void> {
  for (const asked of await whatIsAsked(stage, cycleReportId, people)) {
    if (asked.rows.length === 0) continue;
    const supplied = await supply(stage, asked, asked.rows);
    const keys = asked.rows.map(({ key }) => key);
    await judge(stage, tester, supplied, keys, 'accepted');
  }
}

/** One owner has answered a part: most of it is accepted, one case is sent back. The others have not answered. */
export async function playEvidenceHalfway(stage: Stage, cycleReportId: string, tester: Subject, people: LanePeople): Promise<void> {
  const [first] = await whatIsAsked(stage, cycleReportId, people);
  if (first === undefined || first.rows.length < 3) return;
  const answered = first.rows.slice(0, Math.ceil((first.rows.length * 2) / 3));
  const [doubted, ...accepted] = answered.map(({ key }) => key);
  const supplied = await supply(stage, first, answered);
  await judge(stage, tester, supplied, accepted, 'accepted');
  if (doubted !== undefined)
    await judge(
      stage,
      tester,
      supplied,
      [doubted],
      'needs_revision',
      'This loan is in the extract with another branch: please look again.',
    );
}
