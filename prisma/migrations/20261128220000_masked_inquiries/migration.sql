-- What stands in place of a record's key for whoever may not read it (docs/decisions/0023-counting-is-reading.md).

-- What a report's pseudonyms are made with: without it they cannot be found by trying keys.
create table pseudonym_secret (
    "cycle_report_id" uuid not null,
    "secret" bytea not null,
    "created_at" timestamptz(6) not null default now(),

    constraint "pseudonym_secret_pkey" primary key ("cycle_report_id"),
    constraint "pseudonym_secret_cycle_report_id_fkey" foreign key ("cycle_report_id") references "cycle_report"("id") on delete restrict on update cascade,
    constraint pseudonym_secret_length check (length(secret) = 32)
);

-- Pseudonyms that were shown, so that they find their record again. Of two keys with the same short code the later has a longer one.
create table record_pseudonym (
    "cycle_report_id" uuid not null,
    "record_key" text collate "C" not null,
    "code" text collate "C" not null,

    constraint "record_pseudonym_pkey" primary key ("cycle_report_id", "record_key"),
    constraint "record_pseudonym_cycle_report_id_fkey" foreign key ("cycle_report_id") references "cycle_report"("id") on delete restrict on update cascade
);
create unique index "record_pseudonym_cycle_report_id_code_key" on "record_pseudonym"("cycle_report_id", "code");

revoke update, delete on pseudonym_secret, record_pseudonym from countersign_app;
