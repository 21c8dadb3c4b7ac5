import type { ItemDetail } from '#contract/views/version-views';
import { isFactKey } from '#domain/item/fact-key';
import type { Subject } from '#domain/people/permissions';
import { Refusal } from '#domain/refusals';
import { readChainComments } from '../comments/comments.queries';
import { probeContent } from '../log/version-content.queries';
import { requireVersion } from '../people/access.queries';
import { maskFact, readMask } from '../people/masking.queries';
import type { Database } from '../sql/connection';
import { readHistory } from './item-history.queries';
import { readItemRows } from './item-rows.queries';

/** One item or fact of a version with who changed it when, and what was said about it. @throws Refusal `not_found`. */
export async function readItem(db: Database, subject: Subject, request: { versionId: string; key: string }): Promise<ItemDetail> {
  const scope = await requireVersion(db.pool, subject, request.versionId);
  const found = await probeContent(db.pool, scope.chainId, scope.number, [request.key]);
  const content = found.get(request.key);
  if (!content) throw new Refusal('not_found');
  const mask = await readMask(db.pool, subject, scope);
  const shown = isFactKey(content.key) ? { ...content, data: maskFact(mask, content.data) } : content;
  const [[row], history, comments] = await Promise.all([
    readItemRows(db.pool, scope, mask, [shown]),
    readHistory(db.pool, scope, request.key, mask),
    readChainComments(db.pool, scope.chainId, scope.number, request.key),
  ]);
  if (!row) throw new Refusal('not_found');
  return { row, history, comments };
}
