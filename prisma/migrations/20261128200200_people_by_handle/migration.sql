-- The record names a person by their handle, app_user.id, and never by name or e-mail. What a person was called, and since
-- when, stands in person_name, which alone is emptied when a person is erased (docs/decisions/0021-people-by-handle.md).

-- ---------------------------------------------------------------- the handle: 128 random bits
create function new_handle() returns uuid language sql volatile as $$
  select encode(substr(sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid())), 1, 16), 'hex')::uuid
$$;
alter table app_user alter column id set default new_handle();
alter table app_user add column erased_at timestamptz(6);
alter table app_user add constraint app_user_erased check (erased_at is null or (disabled_at is not null and password_hash is null));

-- ---------------------------------------------------------------- what people were called
create table person_name (
  person_id uuid not null references app_user (id),
  since timestamptz(6) not null,
  -- SHA-256 of the RFC 8785 text of {"email", "name", "salt"}, which are gone together once the person is erased.
  commitment bytea not null,
  name text,
  email text,
  salt text,
  primary key (person_id, since),
  constraint person_name_commitment check (octet_length(commitment) = 32),
  constraint person_name_opening check (num_nulls(name, email, salt) in (0, 3))
);

-- to_json writes a text as RFC 8785 does: short escapes where there are some, lower-case \u00xx for other controls, all else as it is.
create function name_commitment(name text, email text, salt text) returns bytea language sql immutable strict as $$
  select sha256(convert_to('{"email":' || to_json(email)::text || ',"name":' || to_json(name)::text || ',"salt":' || to_json(salt)::text || '}', 'UTF8'))
$$;

-- The commitment to what a person is called now: the newest row's.
create function person_commitment(person uuid) returns bytea language sql stable as $$
  select commitment from person_name where person_id = person order by since desc limit 1
$$;

-- Whoever makes or renames a person, by whatever door, leaves a row.
create function record_name() returns trigger language plpgsql as $$
declare salt text := encode(sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid())), 'hex');
begin
  if tg_op = 'UPDATE' and (new.erased_at is not null or (new.name, new.email) is not distinct from (old.name, old.email)) then return null; end if;
  insert into person_name (person_id, since, commitment, name, email, salt)
    values (new.id, clock_timestamp(), name_commitment(new.name, new.email, salt), new.name, new.email, salt);
  return null;
end $$;
create trigger name_recorded after insert or update of name, email on app_user for each row execute function record_name();

-- An opening is emptied once its person has been erased; nothing else about a row ever changes.
create function guard_person_name() returns trigger language plpgsql as $$
begin
  if (new.person_id, new.since, new.commitment) is distinct from (old.person_id, old.since, old.commitment)
    or num_nulls(new.name, new.email, new.salt) <> 3
    or not exists (select from app_user u where u.id = old.person_id and u.erased_at is not null) then
    raise exception 'person_name is insert-only but for the openings of erased people' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger erasure_only before update on person_name for each row execute function guard_person_name();
create trigger never_deleted before delete or truncate on person_name for each statement execute function refuse_change();
revoke update, delete on person_name from countersign_app;
grant update (name, email, salt) on person_name to countersign_app;

-- Erasing is final.
create function guard_erased_person() returns trigger language plpgsql as $$
begin
  raise exception 'an erased person stays as they are' using errcode = 'restrict_violation';
end $$;
create trigger erased_for_good before update on app_user for each row when (old.erased_at is not null) execute function guard_erased_person();

-- ---------------------------------------------------------------- names leave the record
alter table command drop column actor_name, drop column actor_email;
alter table item_decision drop column user_name;
alter table review_comment drop column user_name;
alter table audit_event drop column actor_name;
alter table assignment drop column person_name, drop column by_name;
alter table turn drop column people, add column people uuid[] not null default '{}';

-- ---------------------------------------------------------------- what is bound by the trail
call keep_record_of('person_name', 't.person_id::text', 't.person_id = $1::uuid', '''installation''', '{name,email,salt}');
call keep_records();
