import type { Item } from '#domain/item/json';
import { may, type Subject } from '#domain/people/permissions';
import { derivedFieldsOf } from '#domain/phases/derivations';
import { CONFIDENTIAL_CLASSES } from '#domain/phases/planning/attribute-item';
import { contentSql } from '../log/content-source.queries';
import { type Queryable } from '../sql/connection';
import { everApprovedSql, keyRangeSql } from '../sql/fragments';
import type { VersionScope } from './access.queries';
import { type Mask, NO_MASK } from './mask';

/** Where a version stands, as far as it says what of it is confidential. */
export type MaskedPlace = Pick<VersionScope, 'versionId' | 'chainId' | 'cycleReportId' | 'phase' | 'number'>;

/**
 * Which values of a version have to be masked for a person: those of attributes classed Confidential and above in the
 * Planning versions it was built from; for Planning itself in that version, and elsewhere in the approved one of every instance.
 */
export async function readMask(db: Queryable, subject: Subject, scope: VersionScope): Promise<Mask> {
  return may(subject, 'unmask', scope.resource).allowed ? NO_MASK : await maskFor(db, scope);
}

/** Codes of the attributes whose confidential values a person is shown in a version; none for whoever is shown a mask. */
export async function unmaskedCodes(db: Queryable, subject: Subject, scope: VersionScope): Promise<string[]> {
  if (!may(subject, 'unmask', scope.resource).allowed) return [];
  return [...new Set((await confidentialIn(db, scope)).map(({ code }) => code))].sort();
}

/** What is masked of a version for whoever lacks the right. */
export async function maskFor(db: Queryable, place: MaskedPlace): Promise<Mask> {
  const found = await confidentialIn(db, place);
  if (found.length === 0) return NO_MASK;
  const names = new Set(found.flatMap(({ code, column }) => (column ? [code, column] : [code])));
  return { names, derived: await derivedIn(db, place, names), hidesKeys: found.some(({ inKey }) => inKey) };
}

/** Whether anything of a version is masked for whoever lacks the right; nothing is of a version that is not there. */
export async function hidesSomething(db: Queryable, versionId: string | null): Promise<boolean> {
  const [place] = versionId === null ? [] : await maskedPlaces(db, [versionId]);
  return place !== undefined && (await maskFor(db, place)).names.size > 0;
}

/** Where versions stand; those that are not there are left out. */
export async function maskedPlaces(db: Queryable, versionIds: readonly string[]): Promise<MaskedPlace[]> {
  const { rows } = await db.query<MaskedPlace>(
    `select v.id as "versionId", v.chain_id as "chainId", ch.cycle_report_id as "cycleReportId", ch.phase, v.number
       from version v join chain ch on ch.id = v.chain_id where v.id = any($1::uuid[])`,
    [[...new Set(versionIds)]],
  );
  return rows;
}

interface PlanningVersion {
  chainId: string;
  number: number;
  isInput: boolean;
}

interface ConfidentialAttribute {
  code: string;
  column: string | null;
  inKey: boolean;
}

async function confidentialIn(db: Queryable, place: MaskedPlace): Promise<ConfidentialAttribute[]> {
  return (await Promise.all((await planningsOf(db, place)).map((planning) => confidential(db, planning)))).flat();
}

async function confidential(db: Queryable, planning: PlanningVersion): Promise<ConfidentialAttribute[]> {
  const { rows } = await db.query<ConfidentialAttribute>(
    `select i.item_key as code, i.data ->> 'column' as column, i.data ->> 'keyOrder' is not null as "inKey"
       ${contentSql('$1', '$2')} and lower(i.data ->> 'securityClass') = any($3::text[])`,
    [planning.chainId, planning.number, CONFIDENTIAL_CLASSES],
  );
  return rows;
}

/** One version of each Planning chain that counts: those it was built from, or else the latest approved of every instance. */
async function planningsOf(db: Queryable, place: MaskedPlace): Promise<PlanningVersion[]> {
  if (place.phase === 'planning') return [{ chainId: place.chainId, number: place.number, isInput: true }];
  const { rows } = await db.query<PlanningVersion>(
    `select distinct on (v.chain_id) v.chain_id as "chainId", v.number, i.version_id is not null as "isInput"
       from version v join chain ch on ch.id = v.chain_id left join version_input i on i.upstream_id = v.id and i.version_id = $1
      where ch.phase = 'planning' and ch.cycle_report_id = $2 and (${everApprovedSql('v')} or i.version_id is not null)
      order by v.chain_id, i.version_id is not null desc, v.number desc`,
    [place.versionId, place.cycleReportId],
  );
  return rows.some((row) => row.isInput) ? rows.filter((row) => row.isInput) : rows;
}

/** Fields that tell of a masked value in any version of the chain: what one version shows, the next one compares with. */
async function derivedIn(db: Queryable, { phase, chainId }: MaskedPlace, names: ReadonlySet<string>): Promise<ReadonlySet<string>> {
  const derivedFields = derivedFieldsOf(phase);
  if (!derivedFields) return new Set();
  const { rows } = await db.query<Item>(
    `select i.item_key as key, i.data from version_item i where i.chain_id = $1 and i.op = 'put' and ${keyRangeSql('i.item_key', 'facts')}`,
    [chainId],
  );
  return derivedFields(rows, names);
}
