-- Writes the ledger for the time before it (docs/decisions/0017-the-ledger-of-turns.md): turns from versions, answered commands and
-- work, assignments from the trail. The functions stay: they write only where nothing is written, and a test holds them against
-- what the application writes.

-- Minutes of work between two instants, rounded down, by the calendar of that time: Monday to Friday, 09:00 to 17:00 UTC.
create function past_business_minutes(since timestamptz, until timestamptz) returns int language sql immutable as $$
  select coalesce(floor(sum(extract(epoch from least(until, closes) - greatest(since, opens))) / 60), 0)::int
  from (select day at time zone 'UTC' + interval '9 hours' as opens, day at time zone 'UTC' + interval '17 hours' as closes
        from generate_series(date_trunc('day', since at time zone 'UTC'), until at time zone 'UTC', interval '1 day') as day
        where extract(isodow from day) < 6) as open
  where least(until, closes) > greatest(since, opens)
$$;

-- The instant by which an amount of work has passed, by the same calendar.
create function past_deadline(since timestamptz, amount interval) returns timestamptz language plpgsql immutable as $$
declare
  remaining interval := amount;
  day timestamptz := date_trunc('day', since at time zone 'UTC') at time zone 'UTC';
  opens timestamptz;
  closes timestamptz;
begin
  if amount <= interval '0' then return since; end if;
  loop
    opens := greatest(since, day + interval '9 hours');
    closes := day + interval '17 hours';
    if extract(isodow from day at time zone 'UTC') < 6 and closes > opens then
      if remaining <= closes - opens then return opens + remaining; end if;
      remaining := remaining - (closes - opens);
    end if;
    day := day + interval '24 hours';
  end loop;
end $$;

-- Whom a text of the trail names: an id or an e-mail address is exact, a name is not.
create function past_person(named text) returns table (id uuid, name text, by_name boolean) language sql stable as $$
  select coalesce(exact.id, case when like_named.n = 1 then like_named.id end), coalesce(exact.name, named), exact.id is null
  from (select 1) as one
  left join app_user exact on exact.email = named or exact.id::text = named
  left join lateral (select count(*) as n, min(u.id::text)::uuid as id from app_user u where u.name = named) like_named on true
  where named is not null
$$;

create function record_past_assignments() returns void language sql as $$
  with missing as (
    select cr.id, cr.created_at, cr.closed_at, r.name as report, r.name || ', ' || tc.name as title
    from cycle_report cr join report r on r.id = cr.report_id join test_cycle tc on tc.id = cr.cycle_id
    where not exists (select from assignment a where a.cycle_report_id = cr.id)),
  told as (
    select m.id, m.created_at, e.* from missing m join audit_event e on e.stream = 'cycle-report/' || m.id and e.kind = 'assignment_changed'
    union all
    select m.id, m.created_at, e.* from missing m
    join audit_event e on e.stream = 'installation' and e.kind in ('report_added', 'assignment_changed') and e.subject = m.title
    union all
    select m.id, m.created_at, e.* from missing m join audit_event e on e.stream = 'installation' and e.kind = 'report_saved' and e.subject = m.report
      and e.at >= m.created_at and (m.closed_at is null or e.at < m.closed_at)),
  changed as (
    select t.id as cycle_report_id, f.field as role, f."from" as former, coalesce(c.payload ->> 'testerId', f."to") as latter, t.command_id,
      coalesce(c.created_at, case t.kind when 'report_added' then t.created_at else t.at end) as at,
      row_number() over (partition by t.id, f.field order by t.at, t.stream, t.seq) as n
    from told t cross join lateral jsonb_to_recordset(t.changes) as f (field text, "from" text, "to" text)
    left join command c on c.id = t.command_id where f.field in ('tester', 'owner')),
  named as (
    select cycle_report_id, role, at, latter as who, command_id, n from changed
    union all
    -- The first is whom the first change took over from, or who is named still.
    select m.id, first.role, m.created_at, case when c.n is null then first.current else c.former end, null, 0
    from missing m join cycle_report cr on cr.id = m.id join report r on r.id = cr.report_id
    cross join lateral (values ('tester', cr.tester_id::text), ('owner', r.owner_id::text)) as first (role, current)
    left join changed c on c.cycle_report_id = m.id and c.role = first.role and c.n = 1)
  insert into assignment (cycle_report_id, role, person_id, person_name, by_name, since, command_id)
  select n.cycle_report_id, n.role, p.id, p.name, coalesce(p.by_name, false), date_trunc('milliseconds', n.at), n.command_id
  from named n left join lateral past_person(n.who) p on true
  where n.n > 0 or n.who is not null order by n.at, n.cycle_report_id, n.role, n.n
$$;

create function record_past_turns() returns void language plpgsql as $$
declare
  ch record;
  e record;
  mode text;
  policy_roles text[];
  reopenings int;
  last_reopening timestamptz;
  -- Where the chain stood after the event at hand.
  opened boolean;
  due boolean;
  working boolean;
  closed boolean;
  open_id uuid;
  open_pending boolean;
  open_cause text;
  approved_id uuid;
  voters uuid[];
  signed text[];
  tester jsonb;
  owner jsonb;
  -- The turn that follows from it, and the last one written.
  taken record;
  last record;
  began timestamptz;
  spell int;
  clocks int;
  clock text;
  start_warn timestamptz;
  start_due timestamptz;
  passed int;
  needed int;
begin
  perform record_past_assignments();
  for ch in select c.*, cr.cycle_id, coalesce(c.closed_at, cr.closed_at) as ended_at from chain c join cycle_report cr on cr.id = c.cycle_report_id
    where not exists (select from turn t where t.chain_id = c.id) order by c.id
  loop
    mode := ch.policy ->> 'mode';
    policy_roles := array(select jsonb_array_elements_text(ch.policy -> 'roles'));
    needed := 2 + case mode when 'signoff' then greatest(1, cardinality(policy_roles)) when 'review' then greatest(1, (ch.policy ->> 'requiredCount')::int) else 0 end;
    select count(*), max(date_trunc('milliseconds', c.created_at)) into reopenings, last_reopening from command c
      join receipt rc on rc.command_id = c.id and rc.outcome = 'applied' where c.target_id = ch.id and c.kind = 'reopen_phase';
    opened := false; due := false; working := false; closed := false;
    open_id := null; open_pending := false; open_cause := null; approved_id := null; voters := '{}'; signed := '{}';
    tester := null; owner := null; spell := 1; clocks := 0;
    select null::int as seq, null::text as turn, null::uuid as version_id, null::text[] as roles, null::jsonb as people, null::timestamptz as at into last;
    for e in
      select 'opened' as kind, ch.opened_at as at, 0 as place, 0 as seq, 'opened' as cause, null::uuid as version_id, null::uuid as command_id,
        null::jsonb as detail, null::uuid as actor_id, null::text as actor_role
      union all
      select 'assigned', a.since, 1, a.id::int, coalesce((select c.kind from command c where c.id = a.command_id), case when a.by_name then 'taken_over' else 'owner_changed' end),
        null, a.command_id, jsonb_build_object('role', a.role, 'person', case when a.person_name is not null then
          jsonb_build_object('id', a.person_id, 'name', a.person_name) || case when a.by_name then '{"byName": true}' else '{}'::jsonb end end), null, null
      from assignment a where a.cycle_report_id = ch.cycle_report_id
      union all
      select 'made', v.created_at, 2, v.number, 'draft_made', v.id, null, to_jsonb(v.cause), null, null from version v where v.chain_id = ch.id
      union all
      select c.kind, c.created_at, 3, c.seq, c.kind, c.version_id, c.id, c.payload, c.actor_id, c.actor_role
      from command c join receipt rc on rc.command_id = c.id and rc.outcome = 'applied' where c.target_kind = 'chain' and c.target_id = ch.id
      union all
      select 'work_ended', a.at, 4, a.seq::int, 'work_ended', a.version_id, a.command_id, null, null, null
      from audit_event a join work w on w.id = a.command_id
      where a.stream = 'cycle-report/' || ch.cycle_report_id and a.chain_id = ch.id and a.kind in ('work_finished', 'work_failed', 'work_cancelled')
      union all
      select 'closed', coalesce(c.created_at, ch.ended_at), 5, 0, 'close_report', null, c.id, null, null, null
      from (select 1) as one left join lateral (select c.id, c.created_at from command c join receipt rc on rc.command_id = c.id and rc.outcome = 'applied'
        where c.target_id = ch.cycle_report_id and c.kind = 'close_report' order by c.seq desc limit 1) c on true
      where ch.ended_at is not null
      order by at, place, seq
    loop
      case e.kind
        when 'opened' then opened := true; due := true;
        when 'assigned' then
          if e.detail ->> 'role' = 'tester' then tester := nullif(e.detail -> 'person', 'null'); else owner := nullif(e.detail -> 'person', 'null'); end if;
        when 'made' then due := false; open_id := e.version_id; open_pending := false; open_cause := e.detail #>> '{}'; voters := '{}'; signed := '{}';
        when 'submit_version' then
          open_pending := true;
          if mode = 'signoff' and 'tester' = any(policy_roles) then signed := array['tester']; end if;
          if mode in ('self', 'recorded') or (mode = 'signoff' and signed @> policy_roles) then approved_id := open_id; open_id := null; end if;
        when 'decide_version' then
          if e.detail ->> 'decision' in ('request_changes', 'reject') then open_id := null; due := true;
          elsif exists (select from version v where v.id = e.version_id and v.status in ('approved', 'superseded')) and not exists (
            select from command c join receipt rc on rc.command_id = c.id and rc.outcome = 'applied'
            where c.version_id = e.version_id and c.kind = 'decide_version' and c.target_id = ch.id and c.seq > e.seq)
          then approved_id := e.version_id; open_id := null;
          else voters := voters || e.actor_id; signed := signed || e.actor_role; end if;
        when 'withdraw_version' then open_id := null; due := true;
        when 'discard_version' then open_id := null; due := approved_id is null;
        when 'reopen_phase' then due := true;
        when 'request_work' then working := true;
        when 'cancel_work', 'work_ended' then working := false;
        when 'closed' then closed := true; due := false;
        else null;
      end case;
      continue when not opened;

      select whose.turn, case when closed then coalesce(open_id, approved_id) when due then null when open_id is null then approved_id else open_id end as version_id,
        case whose.turn when 'decide' then case mode when 'signoff' then array(select r from unnest(policy_roles) as r where r <> all(signed)) else policy_roles end
          when 'prepare' then array['tester'] when 'respond' then array['tester'] else '{}'::text[] end as roles,
        case whose.turn
          when 'decide' then (select coalesce(jsonb_agg(distinct p.person), '[]') from (
            select owner as person where owner is not null and 'report_owner' = any(policy_roles) and coalesce(owner ->> 'id', '') <> all(voters::text[])
            union all
            -- Who may have been asked in another role is not known any more; who acted was.
            select jsonb_build_object('id', c.actor_id, 'name', c.actor_name) from command c join receipt rc on rc.command_id = c.id and rc.outcome = 'applied'
            where c.version_id = open_id and c.kind = 'decide_version' and c.actor_id <> all(voters)
              and (owner is null or c.actor_role <> 'report_owner' or c.payload ? 'onBehalfOf')) p)
          when 'prepare' then coalesce(jsonb_build_array(tester), '[]') when 'respond' then coalesce(jsonb_build_array(tester), '[]') else '[]' end as people
      into taken
      from (select case when closed then 'none' when due then 'system' when open_id is null then 'none' when working then 'system' when open_pending then 'decide'
        when open_cause in ('open', 'discarded') then 'prepare' else 'respond' end as turn) whose;
      if taken.people = '[null]' then taken.people := '[]'; end if;
      continue when last.seq is not null and (last.turn, last.version_id, last.roles, last.people) is not distinct from (taken.turn, taken.version_id, taken.roles, taken.people);

      began := greatest(date_trunc('milliseconds', e.at), last.at);
      clock := case when taken.turn <> 'none' and coalesce(last.turn, 'none') = 'none' then 'started' when taken.turn = 'none' and last.turn <> 'none' then 'stopped' end;
      if clock = 'started' and last.seq is not null then spell := spell + 1; end if;
      insert into turn (chain_id, seq, spell, at, turn, roles, people, version_id, cause, command_id, ended_business_minutes)
      values (ch.id, coalesce(last.seq, 0) + 1, spell, began, taken.turn, taken.roles, taken.people, taken.version_id, e.cause, e.command_id,
        case when last.seq is not null then past_business_minutes(last.at, began) end);
      if clock is not null then
        clocks := clocks + 1;
        if clock = 'started' then
          -- A chain kept its first deadlines when it was reopened, until the ledger was written.
          if spell = 1 and (reopenings = 0 or ch.due_at is distinct from past_deadline(last_reopening, ch.allowance_business_hours * interval '1 hour')) then
            start_warn := ch.warn_at; start_due := ch.due_at;
          else
            start_warn := past_deadline(began, ch.allowance_business_hours * interval '48 minutes');
            start_due := past_deadline(began, ch.allowance_business_hours * interval '1 hour');
          end if;
        end if;
        insert into clock_event (chain_id, seq, spell, kind, at, warn_at, due_at, cause, command_id)
        values (ch.id, clocks, spell, clock, began, case clock when 'started' then start_warn end, case clock when 'started' then start_due end, e.cause, e.command_id);
      end if;
      select coalesce(last.seq, 0) + 1 as seq, taken.turn, taken.version_id, taken.roles, taken.people, began as at into last;
    end loop;

    passed := case when open_id is not null and not open_pending then 1
      when open_id is not null then 2 + least(needed - 2, case mode when 'signoff' then cardinality(signed) else cardinality(voters) end)
      when approved_id is not null and not due then needed else 0 end;
    insert into chain_now (chain_id, cycle_id, cycle_report_id, phase, instance, state, closed, turn, turn_since, spell, reopened, steps_passed, steps_due, warn_at, due_at)
    select ch.id, ch.cycle_id, ch.cycle_report_id, ch.phase, ch.instance, s.state, closed, last.turn, last.at, spell, spell > 1 and s.state <> 'complete',
      passed, needed, start_warn, start_due
    from (select case when open_id is not null then case when open_pending then 'waiting' else 'in_progress' end
      when approved_id is not null and not due then 'complete' else 'in_progress' end as state) s
    on conflict (chain_id) do nothing;
  end loop;
end $$;

select record_past_turns();

-- A reopened phase has its deadlines from its reopening.
update chain c set warn_at = n.warn_at, due_at = n.due_at from chain_now n
where n.chain_id = c.id and n.spell > 1 and c.closed_at is null and c.due_at is distinct from n.due_at;
