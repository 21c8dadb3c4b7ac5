-- Lanes: a part of a report's plan that runs once for each line of business, beside its siblings. What its phases hold is recorded, each
-- change as a version of its own, and verdicts on items stand beside it: docs/decisions/0029-lanes.md.
create table lane (
  id uuid not null default gen_random_uuid(),
  cycle_report_id uuid not null,
  key text not null,
  lob_id uuid not null,
  workflow_id text not null,
  -- The approved version whose content listed it last.
  listed_from uuid not null,
  opened_at timestamptz(6) not null default now(),
  retired_at timestamptz(6),
  retired_reason text,

  constraint lane_pkey primary key (id),
  constraint lane_retired check ((retired_at is null) = (retired_reason is null)),
  constraint lane_cycle_report_id_fkey foreign key (cycle_report_id) references cycle_report (id) on delete restrict on update cascade,
  constraint lane_lob_id_fkey foreign key (lob_id) references lob (id) on delete restrict on update cascade,
  constraint lane_listed_from_fkey foreign key (listed_from) references version (id) on delete restrict on update cascade
);
create unique index lane_cycle_report_id_key_key on lane (cycle_report_id, key);
create unique index lane_workflow_id_key on lane (workflow_id);

alter table chain
  add column lane_id uuid,
  add constraint chain_lane_id_fkey foreign key (lane_id) references lane (id) on delete restrict on update cascade;
create index chain_lane_id_idx on chain (lane_id);

-- What a person asks to be recorded of an item: some of its fields, beside the hash of the item they saw.
create table command_change (
  command_id uuid not null,
  item_key text collate "C" not null,
  seen_hash bytea not null,
  fields jsonb not null,

  constraint command_change_pkey primary key (command_id, item_key),
  constraint command_change_command_id_fkey foreign key (command_id) references command (id) on delete restrict on update cascade
);
-- The hash of what a verdict is about, as its giver saw it; null where it is the version's hash that they saw.
alter table command_verdict add column seen_hash bytea;

-- An approved version stands on a later upstream version too: what concerns its lane is the same there.
create table input_confirmation (
  version_id uuid not null,
  upstream_id uuid not null,
  at timestamptz(6) not null default now(),

  constraint input_confirmation_pkey primary key (version_id, upstream_id),
  constraint input_confirmation_version_id_fkey foreign key (version_id) references version (id) on delete restrict on update cascade,
  constraint input_confirmation_upstream_id_fkey foreign key (upstream_id) references version (id) on delete restrict on update cascade
);

-- Derived from content and verdicts, in the transaction of every change, and computed again by the reconciler: how far a recorded chain
-- is, what waits for whom in it, and whom it names.
create table chain_figures (
  chain_id uuid not null,
  version_id uuid not null,
  total int not null,
  open int not null,
  complete boolean not null,

  constraint chain_figures_pkey primary key (chain_id),
  constraint chain_figures_chain_id_fkey foreign key (chain_id) references chain (id) on delete restrict on update cascade
);
create table chain_task (
  id bigserial not null,
  chain_id uuid not null,
  task text not null,
  -- The role that does it, for the whole chain where nobody is named.
  role text not null,
  user_id uuid,
  count int not null,
  since timestamptz(3) not null,

  constraint chain_task_pkey primary key (id),
  constraint chain_task_count check (count > 0),
  constraint chain_task_chain_id_fkey foreign key (chain_id) references chain (id) on delete restrict on update cascade,
  constraint chain_task_user_id_fkey foreign key (user_id) references app_user (id) on delete set null on update cascade
);
create unique index chain_task_chain_id_task_user_id_key on chain_task (chain_id, task, user_id) nulls not distinct;
create index chain_task_user_id_idx on chain_task (user_id);
create table chain_person (
  chain_id uuid not null,
  user_id uuid not null,

  constraint chain_person_pkey primary key (chain_id, user_id),
  constraint chain_person_chain_id_fkey foreign key (chain_id) references chain (id) on delete restrict on update cascade,
  constraint chain_person_user_id_fkey foreign key (user_id) references app_user (id) on delete restrict on update cascade
);
create index chain_person_user_id_idx on chain_person (user_id);

alter table version
  drop constraint version_cause,
  add constraint version_cause check (cause in ('open', 'changes_requested', 'rejected', 'withdrawn', 'discarded', 'reopened', 'restarted', 'recorded', 'listed'));
alter table command
  drop constraint command_kind,
  add constraint command_kind check (kind in ('submit_version', 'decide_version', 'withdraw_version', 'discard_version',
    'reopen_phase', 'request_work', 'cancel_work', 'record_changes', 'decide_items', 'change_assignment', 'start_report', 'restart_report', 'close_report'));
alter table command_verdict
  drop constraint command_verdict_verdict,
  add constraint command_verdict_verdict check (verdict in ('accepted', 'rejected', 'acknowledged', 'declined'));
alter table item_decision
  drop constraint item_decision_verdict,
  add constraint item_decision_verdict check (verdict in ('accepted', 'rejected', 'acknowledged', 'declined'));

create or replace function guard_version() returns trigger language plpgsql as $$
declare
  always text[] := array[]::text[];
  allowed text[];
  changed text;
begin
  if tg_op = 'INSERT' then
    if new.status <> 'draft' or new.submitted_at is not null or new.submitted_by_id is not null or new.decided_at is not null then
      raise exception 'a version begins as a draft' using errcode = 'restrict_violation';
    end if;
    return new;
  end if;
  allowed := case old.status || '>' || new.status
    when 'draft>draft' then array['edit_revision', 'note']
    when 'draft>pending_approval' then array['status', 'edit_revision', 'note', 'item_count', 'added_count', 'changed_count', 'removed_count',
      'content_hash', 'version_hash', 'submitted_at', 'submitted_by_id']
    when 'draft>discarded' then array['status', 'edit_revision', 'item_count', 'added_count', 'changed_count', 'removed_count',
      'content_hash', 'version_hash', 'decided_at']
    when 'pending_approval>approved' then array['status', 'decided_at']
    when 'pending_approval>changes_requested' then array['status', 'decided_at']
    when 'pending_approval>rejected' then array['status', 'decided_at']
    when 'pending_approval>withdrawn' then array['status', 'decided_at']
    when 'approved>superseded' then array['status']
    else case when old.status = new.status then always end
  end;
  if allowed is null then
    raise exception 'a version cannot move from % to %', old.status, new.status using errcode = 'restrict_violation';
  end if;
  if new.status = 'pending_approval' and old.status = 'draft'
      and (new.submitted_at is null or (new.submitted_by_id is null) <> (new.cause = 'listed')) then
    raise exception 'a submitted version names its submitter, and one that the system listed names none' using errcode = 'restrict_violation';
  end if;
  select n.key into changed from jsonb_each(to_jsonb(new)) as n join jsonb_each(to_jsonb(old)) as o on o.key = n.key
    where n.value is distinct from o.value and n.key <> all (allowed) limit 1;
  if changed is not null then
    raise exception 'column % of version % (%) may not change', changed, old.number, old.status using errcode = 'restrict_violation';
  end if;
  return new;
end $$;

do $$
declare t text;
begin
  foreach t in array array['command_change', 'input_confirmation'] loop
    execute format('create trigger insert_only before update or delete or truncate on %I for each statement execute function refuse_change()', t);
  end loop;
end $$;
-- The default privileges of new tables are those of tables that may change.
revoke update, delete on command_change, input_confirmation, lane from countersign_app;
grant update (listed_from, retired_at, retired_reason) on lane to countersign_app;
revoke delete on chain_figures from countersign_app;

call keep_record_of('lane', 't.id::text', 't.id = $1::uuid', 'report_stream(t.cycle_report_id)');
call keep_record_of('command_change', 't.command_id::text', 't.command_id = $1::uuid', 'command_stream(t.command_id)');
call keep_record_of('input_confirmation', 't.version_id::text', 't.version_id = $1::uuid', 'version_stream(t.version_id)');
call keep_records();
