-- Whether anything of a report, or of the installation, has changed: what open pages are kept up to date by (docs/decisions, 49).
-- One row a stream of the trail, kept by the trigger below and rewritten in place; nothing that changes is indexed.
create table report_pulse (
  stream text not null,
  -- Grows with each change.
  tick bigint not null,
  -- The transaction of the last change. Whoever read the table knows up to which transaction everything had ended then, and asks for what
  -- later ones did: however long a transaction takes until it commits, none is missed, and no clock is asked.
  moved_in bigint not null,
  changed_at timestamptz(6) not null,

  constraint report_pulse_pkey primary key (stream)
) with (fillfactor = 50);
revoke insert, update, delete on report_pulse from countersign_app;

-- As the owner, since the application role may not write pulses itself. The stream's lock is held until commit already, so that no
-- transaction waits here for another.
create function bump_report_pulse() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  insert into report_pulse (stream, tick, moved_in, changed_at)
  values (new.stream, 1, pg_current_xact_id()::text::bigint, clock_timestamp())
    on conflict (stream) do update set tick = report_pulse.tick + 1, moved_in = excluded.moved_in, changed_at = excluded.changed_at;
  return null;
end $$;

-- What somebody read, chose for themselves or signed in with changes no page of anybody else.
create trigger pulse_bumped after insert on audit_event for each row
  when (new.kind not in ('signed_in', 'sign_in_refused', 'view_saved', 'view_removed', 'mail_chosen', 'file_downloaded', 'values_unmasked',
    'values_read', 'history_archived'))
  execute function bump_report_pulse();
