-- Who is away, from which day until which, and roles that are lent from a day on: docs/domain.md, "Absence".
create table absence (
  id uuid not null default gen_random_uuid(),
  person_id uuid not null,
  -- From the first instant of the first day to the first after the last (UTC).
  from_at timestamptz(6) not null,
  until timestamptz(6) not null,
  created_by_id uuid not null,
  created_at timestamptz(6) not null default now(),
  -- They were back before.
  ended_at timestamptz(6),
  ended_by_id uuid,

  constraint absence_pkey primary key (id),
  constraint absence_order check (from_at < until),
  constraint absence_ended check ((ended_at is null) = (ended_by_id is null)),
  constraint absence_person_id_fkey foreign key (person_id) references app_user(id) on delete restrict on update cascade,
  constraint absence_created_by_id_fkey foreign key (created_by_id) references app_user(id) on delete restrict on update cascade,
  constraint absence_ended_by_id_fkey foreign key (ended_by_id) references app_user(id) on delete set null on update cascade
);
create index absence_person_id_until_idx on absence (person_id, until);
create trigger never_deleted before delete or truncate on absence for each statement execute function refuse_change();
revoke update, delete on absence from countersign_app;
grant update (ended_at, ended_by_id) on absence to countersign_app;

-- A role may be lent from a later day on (null: from when it was lent), and with an absence, whose early end ends it, too.
alter table delegation
  add column from_at timestamptz(6),
  add column absence_id uuid,
  add constraint delegation_order check (from_at < until),
  add constraint delegation_absence_id_fkey foreign key (absence_id) references absence(id) on delete restrict on update cascade;
CALL keep_records();
