import type { NoticeKind } from '#domain/mail/notice-kinds';
import type { SqlClient } from '../sql/connection';

/** What a person is told. */
export interface Notice {
  personId: string;
  kind: NoticeKind;
  cycleReportId: string;
  chainId: string | null;
  /** The rung of an alarm, the role of an assignment. */
  detail: string;
  /** Who reminds. */
  fromId?: string | null;
  /** What is told once only. */
  dedupeKey: string;
}

/**
 * Tells people, each once by its key, and puts each notice into the outbox of mail with the turn that it is about, which the caller holds
 * still. Answers the keys of those that were not told before.
 */
export async function notify(sql: SqlClient, notices: readonly Notice[]): Promise<string[]> {
  if (notices.length === 0) return [];
  const { rows } = await sql.query<{ key: string }>(
    `with told as (
       insert into notification (person_id, kind, cycle_report_id, chain_id, detail, from_id, dedupe_key)
       select g."personId", g.kind, g."cycleReportId", g."chainId", g.detail, g."fromId", g."dedupeKey"
         from jsonb_to_recordset($1::jsonb) as g ("personId" uuid, kind text, "cycleReportId" uuid, "chainId" uuid, detail text, "fromId" uuid, "dedupeKey" text)
       on conflict (dedupe_key) do nothing returning id, person_id, chain_id, dedupe_key),
     waiting as (
       insert into mail_outbox (notification_id, person_id, turn_seq)
       select told.id, told.person_id, (select max(t.seq) from turn t where t.chain_id = told.chain_id) from told)
     select told.dedupe_key as key from told`,
    [JSON.stringify(notices)],
  );
  return rows.map(({ key }) => key);
}
