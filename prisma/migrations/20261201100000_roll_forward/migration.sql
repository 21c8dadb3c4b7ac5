-- The report of an earlier cycle from which a report begins. It has no value in the rows there are.
alter table cycle_report add column carries_from uuid references cycle_report (id);
create index cycle_report_carries_from_idx on cycle_report (carries_from);

-- What is carried is what was approved and can change no more: a closed report of the same name. Once it is started, it stays.
create function guard_carries_from() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and old.started_at is not null and old.carries_from is distinct from new.carries_from then
    raise exception 'what a report began from stays once it is started' using errcode = 'restrict_violation';
  end if;
  if new.carries_from is not null and not exists (
    select from cycle_report earlier where earlier.id = new.carries_from and earlier.id <> new.id
       and earlier.report_id = new.report_id and earlier.closed_at is not null) then
    raise exception 'a report begins from a closed cycle of its own' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger carries_from before insert or update of carries_from on cycle_report for each row execute function guard_carries_from();

call keep_records();
