import { z } from 'zod';
import type { ItemDetail } from '#contract/views/version-views';
import { isFactKey } from '#domain/item/fact-key';
import type { Json } from '#domain/item/json';
import type { Subject } from '#domain/people/permissions';
import { Refusal } from '#domain/refusals';
import { readChainComments } from '../comments/comments.queries';
import { receivedAt } from '../evidence/evidence.queries';
import { probeContent } from '../log/version-content.queries';
import { requireVersion } from '../people/access.queries';
import { guardFor } from '../people/guard.queries';
import { showFact } from '../people/shown-facts.queries';
import type { Database } from '../sql/connection';
import { readHistory } from './item-history.queries';
import { readItemRows } from './item-rows.queries';

const evidenceSchema = z.object({ sha256: z.string() });

/** One item or fact of a version with who changed it when, and what was said about it. @throws Refusal `not_found`. */
export async function readItem(db: Database, subject: Subject, request: { versionId: string; key: string }): Promise<ItemDetail> {
  const scope = await requireVersion(db.pool, subject, request.versionId);
  const guard = await guardFor(db.pool, subject, scope);
  const key = await guard.items.realOne(request.key);
  const content = (await probeContent(db.pool, scope.chainId, scope.number, [key])).get(key);
  if (!content) throw new Refusal('not_found');
  const shown = isFactKey(key) ? { ...content, data: await showFact(guard, content.data) } : content;
  const [[row], history, comments, show] = await Promise.all([
    readItemRows(db.pool, scope, guard.mask, [shown]),
    readHistory(db.pool, scope, key, guard),
    readChainComments(db.pool, scope, guard, key),
    guard.items.shown([key]),
  ]);
  if (!row) throw new Refusal('not_found');
  return { row: { ...row, key: show(row.key) }, history, comments, receivedAt: await received(db, scope.chainId, row.data.evidence) };
}

/** When the evidence that an item shows was received. */
async function received(db: Database, chainId: string, evidence: Json | undefined): Promise<string | null> {
  const { success, data } = evidenceSchema.safeParse(evidence);
  return success ? await receivedAt(db.pool, chainId, data.sha256) : null;
}
