-- Audit packages of a report: docs/decisions/0037-packages.md.
create table package (
  id uuid not null default gen_random_uuid(),
  cycle_report_id uuid not null,
  -- Of the packages of this report, from 1.
  number integer not null,
  redacted boolean not null,
  state text not null default 'making',
  -- What is left out of it and why, as its manifest lists it.
  omissions jsonb,
  -- How many rows, entries, items and files stand in it as hashes alone.
  withheld integer,
  -- Why it could not be made.
  failure text,
  -- Of the ZIP, lower-case hexadecimal, and its bytes.
  sha256 text,
  size bigint,
  -- The entry of the trail that it ends with, and that entry's hash.
  entries integer,
  head bytea,
  -- By which key it is signed.
  fingerprint text,
  progress jsonb,
  made_by_id uuid not null,
  made_by_role text not null,
  made_at timestamptz(6) not null default now(),
  finished_at timestamptz(6),

  constraint package_pkey primary key (id),
  constraint package_state check (state in ('making', 'complete', 'partial', 'failed')),
  constraint package_ended check ((state = 'making') = (finished_at is null)),
  constraint package_whole check ((state in ('complete', 'partial')) = (sha256 is not null and size is not null and omissions is not null and head is not null)),
  constraint package_failed check ((state = 'failed') = (failure is not null)),
  constraint package_cycle_report_id_fkey foreign key (cycle_report_id) references cycle_report (id) on delete restrict on update cascade,
  constraint package_made_by_id_fkey foreign key (made_by_id) references app_user (id) on delete restrict on update cascade
);
create unique index package_cycle_report_id_number_key on package (cycle_report_id, number);
-- Packages that wait for their workflow; the relay asks for them every few seconds.
create index package_making_idx on package (made_at) where state = 'making';

create trigger never_deleted before delete or truncate on package for each statement execute function refuse_change();
-- What a package is does not change once it is made.
create trigger finished_stays before update on package for each row when (old.state <> 'making') execute function refuse_change();
revoke delete on package from countersign_app;

call keep_record_of('package', 't.id::text', 't.id = $1::uuid', 'report_stream(t.cycle_report_id)', '{progress}');
call keep_records();
