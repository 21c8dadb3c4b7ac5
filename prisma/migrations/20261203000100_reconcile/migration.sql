-- Each difference says what to do, and a pass looks at what moved since it last looked: docs/decisions/0044-what-a-pass-looks-at.md.
alter table reconcile_difference add column remedy text not null default '';

-- Up to where the reconciler has looked at a workflow and found all in order.
create table reconcile_mark (
  workflow_id text not null,
  -- Of a chain: what its standing's revision was.
  revision integer,
  run_id text not null,
  -- The last event of the run's history that was read.
  event_id integer not null,

  constraint reconcile_mark_pkey primary key (workflow_id)
);

-- When the last pass ended.
create table reconcile_pass (
  one boolean not null default true,
  at timestamptz(3) not null default now(),

  constraint reconcile_pass_pkey primary key (one),
  constraint reconcile_pass_one check (one)
);
