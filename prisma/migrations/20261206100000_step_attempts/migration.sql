-- Each attempt of an activity, beside its step, which tells of the last one (docs/decisions, 53).
create table workflow_step_attempts (
  step_id uuid not null,
  attempt int not null,
  status text not null default 'running',
  started_at timestamptz(6) not null default now(),
  ended_at timestamptz(6),
  error text,

  constraint workflow_step_attempts_pkey primary key (step_id, attempt),
  constraint workflow_step_attempts_step_id_fkey foreign key (step_id) references workflow_steps (id) on delete restrict on update cascade,
  -- `lost`: its worker fell silent, as the attempt after it, or the end of its run, made known.
  constraint workflow_step_attempts_status check (status in ('running', 'completed', 'failed', 'cancelled', 'lost')),
  constraint workflow_step_attempts_attempt check (attempt > 0)
);
revoke delete on workflow_step_attempts from countersign_app;

-- Of what was tried before, only the last attempt is known.
insert into workflow_step_attempts (step_id, attempt, status, started_at, ended_at, error)
select id, attempt, status, started_at, ended_at, error from workflow_steps where kind = 'activity';

-- Figures of the last weeks: attempts lie on the disk in the order of their beginnings.
create index workflow_step_attempts_started_at_idx on workflow_step_attempts using brin (started_at);
-- What runs now is looked at with every page of processes, and is little.
create index workflow_steps_running on workflow_steps (started_at) where status = 'running';
-- What is tried for the fourth time or more.
create index workflow_steps_failing on workflow_steps (execution_id) where attempt >= 4;
create index workflow_executions_started on workflow_executions (started_at desc, id desc);
create index workflow_executions_of_report on workflow_executions (split_part(workflow_id, '/', 2), started_at desc);

-- Somebody looks after a difference, or has: until it is found anew.
alter table reconcile_difference
  add column acknowledged_at timestamptz(6),
  add column acknowledged_by_id uuid,
  add column note text,
  add constraint reconcile_difference_acknowledged_by_id_fkey foreign key (acknowledged_by_id) references app_user (id) on delete restrict on update cascade,
  add constraint reconcile_difference_acknowledged check ((acknowledged_at is null) = (acknowledged_by_id is null) and (acknowledged_at is null) = (note is null));
