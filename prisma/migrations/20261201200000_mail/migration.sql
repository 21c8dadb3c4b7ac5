-- Mail (docs/decisions/0042-mail.md). No table here is a record: the trail says what somebody was told, and these say what came of it by mail.

-- One row for each notice, written with it: what is still to be mailed of it, or why it is not.
create table mail_outbox (
  notification_id bigint not null,
  person_id uuid not null,
  -- The turn that the notice is about, as `turn` numbers it; null where it is about no turn.
  turn_seq integer,
  mail_id uuid,
  -- Why it is not mailed, as a word of lib/domain/mail/still-so.ts.
  dropped text,

  constraint mail_outbox_pkey primary key (notification_id),
  constraint mail_outbox_notification_id_fkey foreign key (notification_id) references notification (id) on delete restrict on update cascade,
  constraint mail_outbox_person_id_fkey foreign key (person_id) references app_user (id) on delete restrict on update cascade
);

-- A message to one person. Its text is made when it is sent, of what is still so then, and kept nowhere.
create table mail (
  id uuid not null default gen_random_uuid(),
  person_id uuid not null,
  kind text not null,
  -- Of a digest: the hour or the working day that it is of, so that each has one.
  period text,
  state text not null default 'queued',
  -- How often it was handed over.
  attempts integer not null default 0,
  -- Not before this instant.
  due_at timestamptz(3) not null default now(),
  created_at timestamptz(3) not null default now(),
  changed_at timestamptz(3) not null default now(),
  -- What the server said, or what is known of a message whose fate is not known.
  said text,

  constraint mail_pkey primary key (id),
  constraint mail_kind check (kind in ('direct', 'digest')),
  constraint mail_period check ((kind = 'digest') = (period is not null)),
  constraint mail_state check (state in ('queued', 'sending', 'sent', 'failed', 'uncertain', 'void')),
  constraint mail_person_id_fkey foreign key (person_id) references app_user (id) on delete restrict on update cascade
);
create unique index mail_person_id_period_key on mail (person_id, period);
create index mail_under_way_idx on mail (due_at) where state in ('queued', 'sending');
create index mail_changed_at_idx on mail (changed_at);
alter table mail_outbox add constraint mail_outbox_mail_id_fkey foreign key (mail_id) references mail (id) on delete set null on update cascade;
create index mail_outbox_mail_id_idx on mail_outbox (mail_id);
create index mail_outbox_waiting_idx on mail_outbox (person_id) where mail_id is null and dropped is null;

-- How somebody wants their mail; whoever has no row wants it as the product does.
create table mail_preference (
  person_id uuid not null,
  digest text not null,
  urgent text not null,
  hours text not null,

  constraint mail_preference_pkey primary key (person_id),
  constraint mail_preference_digest check (digest in ('hourly', 'daily', 'off')),
  constraint mail_preference_urgent check (urgent in ('at_once', 'digest')),
  constraint mail_preference_hours check (hours in ('working', 'any')),
  -- What somebody asks of a person, or tells of what they left alone, comes one way or the other.
  constraint mail_preference_reaches check (urgent = 'at_once' or digest <> 'off'),
  constraint mail_preference_person_id_fkey foreign key (person_id) references app_user (id) on delete restrict on update cascade
);

-- How the delivery of mail stands; one row, written by the worker.
create table mail_service (
  one boolean not null default true,
  -- Host and port that messages are handed to; null: no mail is sent.
  server text,
  seen_at timestamptz(3) not null default now(),
  sent_at timestamptz(3),
  failing_since timestamptz(3),
  failures integer not null default 0,
  retry_at timestamptz(3),
  error text,

  constraint mail_service_pkey primary key (one),
  constraint mail_service_one check (one)
);

-- What the catcher of the demo received, as it came. Nothing writes here in an installation without it.
create table caught_mail (
  id bigserial not null,
  at timestamptz(3) not null default now(),
  recipient text not null,
  subject text not null,
  raw bytea not null,

  constraint caught_mail_pkey primary key (id)
);

-- What was told before there was mail is not mailed.
insert into mail_outbox (notification_id, person_id, dropped) select n.id, n.person_id, 'before_mail' from notification n;

revoke delete on mail_outbox, mail, mail_service from countersign_app;
