import { canonicalJson } from '#domain/item/canonical-json';
import type { ItemChange } from '#domain/item/diff';
import type { Facts, ItemData } from '#domain/item/json';
import { versionInWords } from '#domain/phase/chain-address';
import type { PhaseDefinition } from '#domain/phase/definition';
import { phaseDefinition } from '#domain/phases/registry';
import { Refusal } from '#domain/refusals';
import { listMatching, readFacts } from '../log/version-content.queries';
import type { Actor } from '../people/actor';
import { writeAudit } from '../record/audit';
import { type Database, inTransaction, type SqlClient } from '../sql/connection';
import { type LockedDraft, lockDraft, mergeChanges } from './draft-edit';
import { settleEdits } from './settle-edits';

const EVERYTHING = { all: [] };

/**
 * Brings the rows of a rejected or discarded version of the same chain into a draft, undecided, with the facts they rest on
 * (domain.md, "A version's life"). Whoever wrote them is their author here, too. Rows that the draft holds with the same content are left as they are, so that doing it
 * twice changes nothing. Answers how many rows came.
 * @throws Refusal as `editItems` does; `invalid_input` where the version is another chain's or still stands, or the draft
 * has facts of its own that contradict
 */
export async function bringOver(
  db: Database,
  actor: Actor,
  input: { versionId: string; editRevision: number; fromVersionId: string },
): Promise<{ editRevision: number; brought: number }> {
  return await inTransaction(db, async (sql) => {
    const draft = await lockDraft(sql, input.versionId, input.editRevision);
    const definition = phaseDefinition(draft.phase);
    const from = await leftVersion(sql, draft, input.fromVersionId);
    const here = new Map((await listMatching(sql, draft.chainId, draft.number, EVERYTHING)).map(({ key, data }) => [key, data]));
    const facts = factsToBring(definition, await readFacts(sql, draft.chainId, from), await readFacts(sql, draft.chainId, draft.number));
    const asked = (await listMatching(sql, draft.chainId, from, EVERYTHING)).flatMap(({ key, data }): ItemChange[] =>
      sameContent(here.get(key), data) || (definition.derivedItems && !here.has(key))
        ? []
        : [{ key, op: 'put', data: undecided(definition, data) }],
    );
    const settled = await settleEdits(sql, definition, draft, here, asked);
    const rows = settled.filter((edit) => edit.op === 'put' && !sameContent(here.get(edit.key), edit.data));
    if (rows.length + facts.length > 0) {
      await mergeChanges(sql, draft, [...facts, ...rows], { actor, how: 'edited', origin: { from: 'version', number: from } });
      await writeAudit(sql, {
        cycleReportId: draft.cycleReportId,
        kind: 'items_edited',
        actor,
        subject: versionInWords(draft, draft.number),
        changes: [
          {
            field: 'brought over',
            from: `version ${from}`,
            to: `${rows.length} ${rows.length === 1 ? definition.itemNoun.one : definition.itemNoun.many}, undecided`,
          },
        ],
        chainId: draft.chainId,
        versionId: draft.versionId,
      });
    }
    return { editRevision: draft.editRevision, brought: rows.length };
  });
}

/** The number of a rejected or discarded version before the draft. */
async function leftVersion(sql: SqlClient, draft: LockedDraft, versionId: string): Promise<number> {
  const { rows } = await sql.query<{ number: number }>(
    `select number from version where id = $1 and chain_id = $2 and number < $3 and status in ('rejected', 'discarded')`,
    [versionId, draft.chainId, draft.number],
  );
  const number = rows[0]?.number;
  if (number === undefined)
    throw new Refusal('invalid_input', 'Rows are brought over from a rejected or discarded version of the same phase.');
  return number;
}

function sameContent(a: ItemData | undefined, b: ItemData): boolean {
  return a !== undefined && canonicalJson(a) === canonicalJson(b);
}

function undecided(definition: PhaseDefinition, data: ItemData): ItemData {
  const decision = definition.fields.find((field) => field.preparerDecision);
  return decision === undefined ? data : { ...data, [decision.name]: null };
}

/** Facts that the rows rest on and the draft lacks. Draws made since then would say otherwise of these rows. */
function factsToBring(definition: PhaseDefinition, old: Facts, present: Facts): ItemChange[] {
  return [...old].flatMap(([key, data]): ItemChange[] => {
    if (definition.restsOn?.(key) !== true || sameContent(present.get(key), data)) return [];
    if (present.has(key))
      throw new Refusal('invalid_input', `${definition.factLabel(key)} was made anew since then: the old rows rest on another one.`);
    return [{ key, op: 'put', data }];
  });
}
