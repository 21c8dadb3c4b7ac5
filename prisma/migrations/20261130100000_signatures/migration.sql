-- A final report is derived again by work of its own, and signed: docs/decisions/0036-the-report-and-its-signatures.md.
alter table work
  drop constraint work_kind,
  add constraint work_kind check (kind in ('import', 'profile', 'import-rules', 'draw', 'refresh'));

-- A version as a document, by the recipe that made it: the same bytes wherever it is made again.
create table rendition (
  version_id uuid not null,
  recipe text not null,
  sha256 text not null,
  size bigint not null,
  created_at timestamptz(6) not null default now(),

  constraint rendition_pkey primary key (version_id, recipe),
  constraint rendition_sha256 check (sha256 ~ '^[0-9a-f]{64}$'),
  constraint rendition_version_id_fkey foreign key (version_id) references version (id) on delete restrict on update cascade
);

-- One person's signature on a version, written with the decision that it is.
create table signature (
  command_id uuid not null,
  version_id uuid not null,
  user_id uuid not null,
  user_role text not null,
  -- What was signed: the version, and the document where there is one.
  version_hash bytea not null,
  pdf_sha256 text,
  -- SHA-256 of the words that the signer agreed to.
  consent_sha256 text not null,
  -- The name that was typed is the one that this commits to (person_name): it outlives whoever is erased.
  name_commitment bytea not null,
  opened_at timestamptz(6) not null,
  signed_at timestamptz(6) not null default clock_timestamp(),

  constraint signature_pkey primary key (command_id),
  constraint signature_pdf_sha256 check (pdf_sha256 ~ '^[0-9a-f]{64}$'),
  constraint signature_consent_sha256 check (consent_sha256 ~ '^[0-9a-f]{64}$'),
  constraint signature_command_id_fkey foreign key (command_id) references command (id) on delete restrict on update cascade,
  constraint signature_version_id_fkey foreign key (version_id) references version (id) on delete restrict on update cascade,
  constraint signature_user_id_fkey foreign key (user_id) references app_user (id) on delete restrict on update cascade
);
-- Three different people sign: none twice, and each role once.
create unique index signature_version_id_user_id_key on signature (version_id, user_id);
create unique index signature_version_id_user_role_key on signature (version_id, user_role);

do $$
declare t text;
begin
  foreach t in array array['rendition', 'signature'] loop
    execute format('create trigger insert_only before update or delete or truncate on %I for each statement execute function refuse_change()', t);
  end loop;
end $$;
-- The default privileges of new tables are those of tables that may change.
revoke update, delete on rendition, signature from countersign_app;

-- What somebody opened before they signed is part of the record from then on, not only once the version is decided.
create or replace function guard_evidence() returns trigger language plpgsql as $$
declare
  noted_at timestamptz;
begin
  if tg_table_name = 'version_opened' then noted_at := old.opened_at; else noted_at := old.reviewed_at; end if;
  if exists (select from version v where v.id = old.version_id and v.decided_at >= noted_at)
    or exists (select from signature s where s.version_id = old.version_id and s.user_id = old.user_id and s.signed_at >= noted_at) then
    raise exception 'what was opened and reviewed before a decision is part of the record' using errcode = 'restrict_violation';
  end if;
  return old;
end $$;

call keep_record_of('rendition', 't.version_id::text', 't.version_id = $1::uuid', 'version_stream(t.version_id)');
call keep_record_of('signature', 't.command_id::text', 't.command_id = $1::uuid', 'version_stream(t.version_id)');
call keep_records();
