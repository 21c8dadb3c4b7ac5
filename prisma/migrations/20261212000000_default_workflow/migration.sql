-- By which version of the process reports start, as dated, numbered rows: docs/decisions/0058-the-version-that-reports-start-by.md. Number 0 is
-- the version that the release names (lib/domain/version/workflow-types.ts).
create table default_workflow (
  "number" integer not null,
  "workflow_type" text not null,
  "valid_from" timestamptz(6) not null default now(),
  "reason" text not null,
  "created_by_id" uuid,

  constraint "default_workflow_pkey" primary key ("number"),
  constraint default_workflow_number check (number > 0)
);
create trigger insert_only before update or delete or truncate on default_workflow for each statement execute function refuse_change();
revoke update, delete on default_workflow from countersign_app;
call keep_records();
call keep_record_of('default_workflow', 't.number::text', 't.number = $1::int', '''installation''');
