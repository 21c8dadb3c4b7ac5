-- What was told of a phase that was left alone, and to whom; once for each rung of a term of a clock
-- (docs/decisions/0033-clocks-that-people-change.md).
CREATE TABLE escalation (
    "chain_id" UUID NOT NULL,
    "spell" INTEGER NOT NULL,
    "term" INTEGER NOT NULL,
    "rung" TEXT NOT NULL,
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "fired_at" TIMESTAMPTZ(3) NOT NULL,
    "turn_seq" INTEGER NOT NULL,
    "roles" TEXT[],
    "people" UUID[] NOT NULL DEFAULT '{}',

    CONSTRAINT "escalation_pkey" PRIMARY KEY ("chain_id","spell","term","rung")
);
ALTER TABLE "escalation" ADD CONSTRAINT "escalation_chain_id_fkey" FOREIGN KEY ("chain_id") REFERENCES "chain"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE escalation
  ADD CONSTRAINT escalation_rung CHECK (rung IN ('warning', 'breach', 'level_1', 'level_2', 'level_3')),
  ADD CONSTRAINT escalation_roles CHECK (roles IS NOT NULL),
  ADD CONSTRAINT escalation_not_early CHECK (fired_at >= due_at);
CREATE TRIGGER insert_only BEFORE UPDATE OR DELETE OR TRUNCATE ON escalation FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
REVOKE UPDATE, DELETE ON escalation FROM countersign_app;
CALL keep_record_of('escalation', 't.chain_id || ''/'' || t.spell || ''/'' || t.term || ''/'' || t.rung',
  't.chain_id = split_part($1, ''/'', 1)::uuid AND t.spell = split_part($1, ''/'', 2)::int AND t.term = split_part($1, ''/'', 3)::int AND t.rung = split_part($1, ''/'', 4)',
  'chain_stream(t.chain_id)');

-- What a person is told. It is no record: the trail says what was told, and this whether it was read.
CREATE TABLE notification (
    "id" BIGSERIAL NOT NULL,
    "person_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "cycle_report_id" UUID NOT NULL,
    "chain_id" UUID,
    "detail" TEXT NOT NULL DEFAULT '',
    "from_id" UUID,
    "dedupe_key" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT now(),
    "read_at" TIMESTAMPTZ(3),

    CONSTRAINT "notification_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "notification_dedupe_key_key" ON "notification"("dedupe_key");
CREATE INDEX "notification_person_id_id_idx" ON "notification"("person_id", "id");
ALTER TABLE "notification" ADD CONSTRAINT "notification_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "app_user"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "notification" ADD CONSTRAINT "notification_cycle_report_id_fkey" FOREIGN KEY ("cycle_report_id") REFERENCES "cycle_report"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "notification" ADD CONSTRAINT "notification_chain_id_fkey" FOREIGN KEY ("chain_id") REFERENCES "chain"("id") ON DELETE SET NULL ON UPDATE CASCADE;
ALTER TABLE notification
  ADD CONSTRAINT notification_kind CHECK (kind IN ('assigned', 'warning', 'breach', 'escalation', 'reminder'));
REVOKE DELETE ON notification FROM countersign_app;
