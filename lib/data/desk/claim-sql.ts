import { absentNowSql, activePersonSql, delegationInForceSql } from '../sql/fragments';

/** A claim older than this may be taken over. */
const CLAIM_HOURS = 48;

/** The task that a version's status asks for: the key of its claim beside the version. */
const TASK_SQL = `case v.status when 'draft' then 'prepare' when 'pending_approval' then 'decide' end`;

/**
 * SQL of whether claim `k` of user `u` may be taken over: they are disabled, are away, have lent a role of theirs for its report, or
 * claimed it long ago. Nobody else has to undo it for them.
 */
export const CLAIM_IS_OPEN_SQL = `(not ${activePersonSql('u')} or k.claimed_at < now() - interval '${CLAIM_HOURS} hours'
  or exists (select from absence a where a.person_id = k.user_id and ${absentNowSql('a')})
  or exists (select from delegation d where d.from_id = k.user_id and ${delegationInForceSql('d')}
    and (d.report_id is null or d.report_id = (select kr.report_id from version kv join chain kc on kc.id = kv.chain_id
      join cycle_report kr on kr.id = kc.cycle_report_id where kv.id = k.version_id))))`;

/** SQL of the live claim of version `v` as `InboxClaim` (lib/contract), or null. @param me the place of the reader's id */
export function claimSql(me: string): string {
  return `(select jsonb_build_object('by', jsonb_build_object('id', u.id, 'name', u.name), 'mine', k.user_id = ${me}::uuid, 'open', ${CLAIM_IS_OPEN_SQL},
        'at', to_char(k.claimed_at, 'YYYY-MM-DD"T"HH24:MI:SS"Z"'))
      from task_claim k join app_user u on u.id = k.user_id where k.version_id = v.id and k.task = ${TASK_SQL})`;
}
