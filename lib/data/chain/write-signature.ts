import { textHash } from '#domain/item/canonical-json';
import type { Role } from '#domain/people/roles';
import { chainInWords } from '#domain/phase/chain-address';
import { MATTER_PREFIX, matterSchema } from '#domain/phases/final-report/matters';
import { Refusal } from '#domain/refusals';
import { CONSENT_TEXT } from '#domain/version/consent';
import { readFacts } from '../log/version-content.queries';
import { REPORTED_IN } from '../reporting/approved-places.queries';
import { readOpenLanes } from '../reporting/report-standing.queries';
import type { SqlClient } from '../sql/connection';
import { queryPrepared } from '../sql/query-prepared';
import { readUpstream } from '../version/version-record.queries';
import { requireOpened } from '../version/version-target.queries';
import type { LockedChain, VersionRow } from './locked-chain';
import type { PendingCommand } from './pending-command';
import { requireRendition } from './require-rendition';

/** Matters named in one refusal. */
const MOST_NAMED = 3;

type Signing = Pick<PendingCommand<'decide_version'>, 'id' | 'payload'> & { by: { id: string; role: Role } };

/**
 * Writes the signature that a decision is, once everything is so that it can be given: the version opened by the signer, every significant matter
 * of it opened, the words of consent agreed to, their own name typed, the document seen that the policy asks for, and what the version
 * was made from as it was.
 * @throws Refusal `consent_missing`, `name_differs`, `not_opened`, `matters_not_opened`, `not_rendered`, `stale_content`, `stale_input`, `gates_open`
 */
export async function writeSignature(sql: SqlClient, chain: LockedChain, version: VersionRow, { id, payload, by }: Signing): Promise<void> {
  const { signature } = payload;
  if (signature?.consentSha256 !== textHash(CONSENT_TEXT)) throw new Refusal('consent_missing');
  await requireOwnName(sql, by.id, signature.nameCommitment);
  await requireOpened(sql, { userId: by.id }, version.id, version.versionHash?.toString('hex') ?? '');
  await requireMattersOpened(sql, chain, version, by.id);
  const pdfSha256 = await requireRendition(sql, chain.policy, version.id);
  if (pdfSha256 !== signature.pdfSha256) throw new Refusal('stale_content', 'The document is another one than you saw.');
  await requireAsApproved(sql, chain, version);
  await queryPrepared(
    sql,
    `insert into signature (command_id, version_id, user_id, user_role, version_hash, pdf_sha256, consent_sha256, name_commitment, opened_at)
     select $1, o.version_id, o.user_id, $4, o.version_hash, $6, $7, decode($8, 'hex'), o.opened_at from version_opened o
      where o.version_id = $2 and o.user_id = $3 and o.version_hash = $5`,
    [id, version.id, by.id, by.role, version.versionHash, pdfSha256, signature.consentSha256, signature.nameCommitment],
  );
}

/** The name was typed as the account has it; whoever was renamed meanwhile types it again. */
async function requireOwnName(sql: SqlClient, userId: string, commitment: string): Promise<void> {
  const { rowCount } = await queryPrepared(sql, `select from app_user where id = $1 and person_commitment(id) = decode($2, 'hex')`, [
    userId,
    commitment,
  ]);
  if (!rowCount) throw new Refusal('name_differs');
}

async function requireMattersOpened(sql: SqlClient, chain: LockedChain, version: VersionRow, userId: string): Promise<void> {
  const matters = [...(await readFacts(sql, chain.id, version.number))].filter(([key]) => key.startsWith(MATTER_PREFIX));
  if (matters.length === 0) return;
  const { rows } = await queryPrepared<{ key: string }>(
    sql,
    'select item_key as key from reviewed_row where version_id = $1 and user_id = $2 and version_hash = $3 and item_key = any($4::text[])',
    [version.id, userId, version.versionHash, matters.map(([key]) => key)],
  );
  const opened = new Set(rows.map(({ key }) => key));
  const left = matters.filter(([key]) => !opened.has(key)).map(([, data]) => matterSchema.parse(data).title);
  const more = left.length - MOST_NAMED;
  if (left.length > 0)
    throw new Refusal('matters_not_opened', `Not opened: ${left.slice(0, MOST_NAMED).join('; ')}${more > 0 ? `; and ${more} more` : ''}.`);
}

/** What was submitted may have changed below since: a signature says that it is so now. */
async function requireAsApproved(sql: SqlClient, chain: LockedChain, version: VersionRow): Promise<void> {
  const stale = (await readUpstream(sql, version.id)).filter((one) => one.stale && !one.accepted);
  if (stale.length > 0) throw new Refusal('stale_input', `Changed since: ${stale.map(chainInWords).join(', ')}.`);
  if (chain.phase !== REPORTED_IN) return;
  const { unfinished, openObservations } = await readOpenLanes(sql, chain.cycleReportId);
  const open = [...unfinished, ...openObservations];
  if (open.length > 0) throw new Refusal('gates_open', `${open.join('. ')}.`);
}
