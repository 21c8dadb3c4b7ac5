-- Observations are answered, while they are pending, by the data owners whom they name: docs/decisions/0035-observations.md.
alter table command_verdict
  drop constraint command_verdict_verdict,
  add constraint command_verdict_verdict
    check (verdict in ('accepted', 'rejected', 'acknowledged', 'declined', 'needs_revision', 'agreed', 'disputed'));
alter table item_decision
  drop constraint item_decision_verdict,
  add constraint item_decision_verdict
    check (verdict in ('accepted', 'rejected', 'acknowledged', 'declined', 'needs_revision', 'agreed', 'disputed'));

-- What an approved observation is about: one attribute and kind of error in one line of business of a report, over all its cycles.
create table finding (
  id uuid not null default gen_random_uuid(),
  cycle_report_id uuid not null,
  report_id uuid not null,
  lob_id uuid not null,
  attribute text not null,
  pattern text not null,
  created_at timestamptz(6) not null default now(),

  constraint finding_pkey primary key (id),
  constraint finding_cycle_report_id_fkey foreign key (cycle_report_id) references cycle_report (id) on delete restrict on update cascade,
  constraint finding_report_id_fkey foreign key (report_id) references report (id) on delete restrict on update cascade,
  constraint finding_lob_id_fkey foreign key (lob_id) references lob (id) on delete restrict on update cascade
);
create unique index finding_report_id_lob_id_attribute_pattern_key on finding (report_id, lob_id, attribute, pattern);

-- Each approved version in which it was observed, and the item that says so.
create table finding_occurrence (
  finding_id uuid not null,
  version_id uuid not null,
  item_key text not null,
  created_at timestamptz(6) not null default now(),

  constraint finding_occurrence_pkey primary key (finding_id, version_id),
  constraint finding_occurrence_finding_id_fkey foreign key (finding_id) references finding (id) on delete restrict on update cascade,
  constraint finding_occurrence_version_id_fkey foreign key (version_id) references version (id) on delete restrict on update cascade
);
create index finding_occurrence_version_id_idx on finding_occurrence (version_id);

-- What happened to it after its approval, also after the report is closed.
create table finding_event (
  id bigserial not null,
  finding_id uuid not null,
  cycle_report_id uuid not null,
  kind text not null,
  note text not null,
  until date,
  user_id uuid not null,
  user_role text not null,
  created_at timestamptz(6) not null default now(),

  constraint finding_event_pkey primary key (id),
  constraint finding_event_kind check (kind in ('started', 'extended', 'evidence', 'resolved', 'retested', 'closed', 'reopened', 'excepted')),
  constraint finding_event_finding_id_fkey foreign key (finding_id) references finding (id) on delete restrict on update cascade,
  constraint finding_event_cycle_report_id_fkey foreign key (cycle_report_id) references cycle_report (id) on delete restrict on update cascade,
  constraint finding_event_user_id_fkey foreign key (user_id) references app_user (id) on delete restrict on update cascade
);
create index finding_event_finding_id_id_idx on finding_event (finding_id, id);

do $$
declare t text;
begin
  foreach t in array array['finding', 'finding_occurrence', 'finding_event'] loop
    execute format('create trigger insert_only before update or delete or truncate on %I for each statement execute function refuse_change()', t);
  end loop;
end $$;
-- The default privileges of new tables are those of tables that may change.
revoke update, delete on finding, finding_occurrence, finding_event from countersign_app;

call keep_record_of('finding', 't.id::text', 't.id = $1::uuid', 'report_stream(t.cycle_report_id)');
call keep_record_of('finding_occurrence', 't.version_id::text', 't.version_id = $1::uuid', 'version_stream(t.version_id)');
call keep_record_of('finding_event', 't.id::text', 't.id = $1::bigint', 'report_stream(t.cycle_report_id)');
call keep_records();
