-- Who changes somebody's rights, or a report's owner, decides nothing there until a second person has confirmed the change, or until they
-- have let it stand on their own word, with a reason ("break glass"): docs/decisions/0024-confirmed-rights.md.
create table rights_change (
  id uuid not null default gen_random_uuid(),
  at timestamptz(6) not null,
  by_id uuid not null,
  kind text not null,
  person_id uuid,
  report_id uuid,
  was text,
  became text,

  constraint rights_change_pkey primary key (id),
  constraint rights_change_kind check (kind in ('roles', 'owner', 'account')),
  constraint rights_change_by_id_fkey foreign key (by_id) references app_user (id) on delete restrict on update cascade,
  constraint rights_change_person_id_fkey foreign key (person_id) references app_user (id) on delete restrict on update cascade,
  constraint rights_change_report_id_fkey foreign key (report_id) references report (id) on delete restrict on update cascade
);
create index rights_change_by_id_idx on rights_change (by_id);

create table rights_confirmation (
  change_id uuid not null,
  at timestamptz(6) not null,
  by_id uuid not null,
  reason text,

  constraint rights_confirmation_pkey primary key (change_id),
  constraint rights_confirmation_change_id_fkey foreign key (change_id) references rights_change (id) on delete restrict on update cascade,
  constraint rights_confirmation_by_id_fkey foreign key (by_id) references app_user (id) on delete restrict on update cascade
);

-- A reason is given exactly where the changer lets the change stand without a second person.
create function guard_confirmation() returns trigger language plpgsql as $$
begin
  if (select c.by_id = new.by_id from rights_change c where c.id = new.change_id) is distinct from (coalesce(new.reason, '') <> '') then
    raise exception 'whoever confirms their own change gives a reason, and nobody else does' using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger second_person before insert on rights_confirmation for each row execute function guard_confirmation();

create trigger insert_only before update or delete or truncate on rights_change for each statement execute function refuse_change();
create trigger insert_only before update or delete or truncate on rights_confirmation for each statement execute function refuse_change();
revoke update, delete on rights_change, rights_confirmation from countersign_app;

call keep_record_of('rights_change', 't.id::text', 't.id = $1::uuid', '''installation''');
call keep_record_of('rights_confirmation', 't.change_id::text', 't.change_id = $1::uuid', '''installation''');

-- What people took out of a draft by hand, so that it can be put back with what the server knows of it; gone when the draft ends.
create table removed_item (
  chain_id uuid not null,
  number integer not null,
  item_key text collate "C" not null,
  data jsonb not null,

  constraint removed_item_pkey primary key (chain_id, number, item_key)
);

-- Sessions that were signed out: a copy of their cookie opens nothing.
create table ended_session (
  id uuid not null,
  ended_at timestamptz(6) not null default current_timestamp,

  constraint ended_session_pkey primary key (id)
);

-- The changes by some people that concern a report and that no second person has confirmed: without a reason they wait, with one they stand
-- on the changer's word. Whoever decides asks it in one statement: the lock holds changes back until the decision is committed, so that the
-- instants of both tell which came first.
create function rights_standing(of_report uuid, people uuid[]) returns table (by_id uuid, reason text) language plpgsql as $$
begin
  perform pg_advisory_xact_lock_shared(hashtext('countersign:rights'));
  return query select c.by_id, k.reason from rights_change c left join rights_confirmation k on k.change_id = c.id
    where c.by_id = any (people) and (c.report_id is null or c.report_id = of_report) and (k.change_id is null or k.by_id = c.by_id)
    order by c.at, c.id;
end $$;
