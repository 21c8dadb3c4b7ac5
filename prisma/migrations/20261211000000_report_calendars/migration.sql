-- Calendars beside the installation's own, and which of them a report counts by: docs/decisions/0057-calendars-of-single-reports.md.
-- A calendar is what its versions say; the row is what they and reports refer to. Without one: the installation's own.
create table calendar (
  "id" uuid not null default gen_random_uuid(),
  "created_at" timestamptz(6) not null default now(),
  "created_by_id" uuid,

  constraint "calendar_pkey" primary key ("id")
);
create trigger insert_only before update or delete or truncate on calendar for each statement execute function refuse_change();
revoke update, delete on calendar from countersign_app;

-- It has no value in the rows there are, so that their digests stay.
alter table calendar_version add column calendar_id uuid references calendar (id);
alter table report add column calendar_id uuid references calendar (id);
create index calendar_version_calendar_id_valid_from_idx on calendar_version (calendar_id, valid_from);
create index report_calendar_id_idx on report (calendar_id);

call keep_records();
call keep_record_of('calendar', 't.id::text', 't.id = $1::uuid', '''installation''');
