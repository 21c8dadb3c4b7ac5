-- Lanes inside lanes: within the lane of a line of business, one for each data owner who is named there. What they supply is kept as evidence:
-- docs/decisions/0030-evidence-is-asked-once.md.
alter table lane
  add column parent_id uuid,
  add column owner_id uuid,
  -- A lane inside a lane is a data owner's.
  add constraint lane_of_an_owner check ((parent_id is null) = (owner_id is null)),
  add constraint lane_parent_id_fkey foreign key (parent_id) references lane (id) on delete restrict on update cascade,
  add constraint lane_owner_id_fkey foreign key (owner_id) references app_user (id) on delete restrict on update cascade;
create index lane_parent_id_idx on lane (parent_id);

-- A file that somebody supplied in a chain. What is in it stands in storage under its hash; the type is what its bytes say.
create table evidence (
  id uuid not null default gen_random_uuid(),
  chain_id uuid not null,
  sha256 text not null,
  kind text not null,
  size bigint not null,
  media_type text not null,
  file_name text not null,
  user_id uuid not null,
  received_at timestamptz(6) not null default now(),

  constraint evidence_pkey primary key (id),
  constraint evidence_kind check (kind in ('pdf', 'png', 'jpeg', 'xlsx', 'csv', 'txt')),
  constraint evidence_chain_id_fkey foreign key (chain_id) references chain (id) on delete restrict on update cascade,
  constraint evidence_user_id_fkey foreign key (user_id) references app_user (id) on delete restrict on update cascade
);
-- The same file supplied again is the same evidence.
create unique index evidence_chain_id_sha256_key on evidence (chain_id, sha256);

alter table command_verdict
  drop constraint command_verdict_verdict,
  add constraint command_verdict_verdict check (verdict in ('accepted', 'rejected', 'acknowledged', 'declined', 'needs_revision'));
alter table item_decision
  drop constraint item_decision_verdict,
  add constraint item_decision_verdict check (verdict in ('accepted', 'rejected', 'acknowledged', 'declined', 'needs_revision'));

create trigger insert_only before update or delete or truncate on evidence for each statement execute function refuse_change();
-- The default privileges of new tables are those of tables that may change.
revoke update, delete on evidence from countersign_app;

call keep_record_of('evidence', 't.id::text', 't.id = $1::uuid', 'chain_stream(t.chain_id)');
call keep_records();
