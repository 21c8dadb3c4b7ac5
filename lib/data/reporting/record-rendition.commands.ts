import { versionInWords } from '#domain/phase/chain-address';
import type { PhaseName } from '#domain/phase/phase-names';
import { SYSTEM_ACTOR } from '../people/actor';
import { writeAudit } from '../record/audit';
import { type Database, inTransaction } from '../sql/connection';

/** A version as a document. `sha256` is lower-case hex, `size` in bytes. */
export interface MadeRendition {
  versionId: string;
  recipe: string;
  sha256: string;
  size: number;
}

/**
 * Notes the document that a recipe makes of a version; made again, it is the same, and nothing is written.
 * @throws Error where there is no such version, or where the recipe made another document of it before
 */
export async function recordRendition(db: Database, { versionId, recipe, sha256, size }: MadeRendition): Promise<void> {
  await inTransaction(db, async (sql) => {
    const { rows } = await sql.query<{ chainId: string; cycleReportId: string; phase: PhaseName; instance: string; number: number }>(
      `select c.id as "chainId", c.cycle_report_id as "cycleReportId", c.phase, c.instance, v.number
         from version v join chain c on c.id = v.chain_id where v.id = $1`,
      [versionId],
    );
    const [version] = rows;
    if (version === undefined) throw new Error(`no such version: ${versionId}`);
    const { rowCount } = await sql.query(
      'insert into rendition (version_id, recipe, sha256, size) values ($1, $2, $3, $4) on conflict do nothing',
      [versionId, recipe, sha256, size],
    );
    if (!rowCount) {
      const made = await sql.query('select from rendition where version_id = $1 and recipe = $2 and sha256 = $3', [
        versionId,
        recipe,
        sha256,
      ]);
      if (!made.rowCount) throw new Error(`${recipe} made another document of ${versionId} before`);
      return;
    }
    await writeAudit(sql, {
      cycleReportId: version.cycleReportId,
      kind: 'version_rendered',
      actor: SYSTEM_ACTOR,
      subject: versionInWords(version, version.number),
      changes: [{ field: recipe, from: null, to: sha256 }],
      chainId: version.chainId,
      versionId,
    });
  });
}
