import type { ItemRow } from '#contract/views/row-views';
import type { VersionView } from '#contract/views/version-views';
import { editItems } from '#data/draft/edit-items.commands';
import { readItems } from '#data/version/items.queries';
import type { ItemData } from '#domain/item/json';
import type { Subject } from '#domain/people/permissions';
import { keysFilter } from '#domain/phase/parts';
import { asActor } from './cast';
import { submit } from './draft-steps';
import { persist } from './persist';
import { profile } from './profiling-act';
import { decide } from './review-act';
import type { Stage } from './stage';

/** The owner turns one item down and sends the version back. */
export function turnDown(stage: Stage, owner: Subject, version: VersionView, itemKey: string, reason: string): Promise<VersionView> {
  return decide(stage, owner, version, 'requested changes', {
    payload: { decision: 'request_changes' },
    comment: 'One point, beside the item; all else is agreed.',
    verdicts: [{ itemKey, verdict: 'rejected', reason }],
  });
}

/** One item of a version. */
export async function itemOf(stage: Stage, who: Subject, versionId: string, key: string): Promise<ItemRow> {
  const page = await persist(() => readItems(stage.db, who, { versionId, filter: keysFilter([key]), limit: 1 }));
  const [row] = page.rows;
  if (!row) throw new Error(`${key} is not in the version.`);
  return row;
}

/** Changes fields of one item of a draft. */
export async function editOne(stage: Stage, tester: Subject, versionId: string, key: string, set: ItemData): Promise<void> {
  await stage.edit(tester, versionId, (editRevision) =>
    editItems(stage.db, asActor(tester, 'tester'), { versionId, editRevision, edits: [{ key, set }] }),
  );
}

/** A rule on the values of one attribute, which its conclusion begins with, with one more value let through. */
export function loosened(expression: string, value: string): string {
  const [, condition = '', attribute = '', rest = ''] = /^(.*\bthen )?(\S+)(.*)$/.exec(expression) ?? [];
  return `${condition}(${attribute}${rest} or ${attribute} = '${value}')`;
}

/** The tester lets one more value through a rule that was turned down, runs it and submits again. */
export async function loosenAndSubmit(
  stage: Stage,
  tester: Subject,
  earlier: VersionView,
  key: string,
  value: string,
): Promise<VersionView> {
  const draft = await stage.versionNumbered(tester, earlier.cycleReportId, 'data-profiling', earlier.number + 1);
  const { data } = await itemOf(stage, tester, draft.id, key);
  const answer = `The value ${value} is now let through, as the bank’s own code.`;
  await editOne(stage, tester, draft.id, key, { expression: loosened(String(data.expression), value), decision: 'include', answer });
  await profile(stage, tester, draft, false);
  return submit(stage, tester, draft, answer);
}
