-- The ledger of turns: who had the turn in a chain and since when, who was assigned, and what started and stopped the clock
-- (docs/domain.md, "Turns"). What stands now is one row a chain beside it, recomputed from the record by the reconciler.
CREATE TABLE turn (
    "chain_id" UUID NOT NULL,
    "seq" INTEGER NOT NULL,
    "spell" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "turn" TEXT NOT NULL,
    "roles" TEXT[],
    "people" JSONB NOT NULL,
    "version_id" UUID,
    "cause" TEXT NOT NULL,
    "command_id" UUID,
    "ended_business_minutes" INTEGER,

    CONSTRAINT "turn_pkey" PRIMARY KEY ("chain_id","seq")
);

CREATE TABLE assignment (
    "id" BIGSERIAL NOT NULL,
    "cycle_report_id" UUID NOT NULL,
    "role" TEXT NOT NULL,
    "person_id" UUID,
    "person_name" TEXT,
    "by_name" BOOLEAN NOT NULL DEFAULT false,
    "since" TIMESTAMPTZ(3) NOT NULL,
    "command_id" UUID,

    CONSTRAINT "assignment_pkey" PRIMARY KEY ("id")
);

CREATE TABLE clock_event (
    "chain_id" UUID NOT NULL,
    "seq" INTEGER NOT NULL,
    "spell" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "warn_at" TIMESTAMPTZ(3),
    "due_at" TIMESTAMPTZ(3),
    "cause" TEXT NOT NULL,
    "command_id" UUID,

    CONSTRAINT "clock_event_pkey" PRIMARY KEY ("chain_id","seq")
);

-- Rows are rewritten in place, beside their page's other rows: nothing that changes is indexed.
CREATE TABLE chain_now (
    "chain_id" UUID NOT NULL,
    "cycle_id" UUID NOT NULL,
    "cycle_report_id" UUID NOT NULL,
    "phase" TEXT NOT NULL,
    "instance" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "closed" BOOLEAN NOT NULL,
    "turn" TEXT NOT NULL,
    "turn_since" TIMESTAMPTZ(3) NOT NULL,
    "spell" INTEGER NOT NULL,
    "reopened" BOOLEAN NOT NULL,
    "steps_passed" INTEGER NOT NULL,
    "steps_due" INTEGER NOT NULL,
    "warn_at" TIMESTAMPTZ(3),
    "due_at" TIMESTAMPTZ(3),
    "revision" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "chain_now_pkey" PRIMARY KEY ("chain_id")
) WITH (fillfactor = 70);

CREATE INDEX "assignment_cycle_report_id_role_id_idx" ON "assignment"("cycle_report_id", "role", "id");
CREATE INDEX "chain_now_cycle_id_cycle_report_id_phase_idx" ON "chain_now"("cycle_id", "cycle_report_id", "phase");

ALTER TABLE "turn" ADD CONSTRAINT "turn_chain_id_fkey" FOREIGN KEY ("chain_id") REFERENCES "chain"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "assignment" ADD CONSTRAINT "assignment_cycle_report_id_fkey" FOREIGN KEY ("cycle_report_id") REFERENCES "cycle_report"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "clock_event" ADD CONSTRAINT "clock_event_chain_id_fkey" FOREIGN KEY ("chain_id") REFERENCES "chain"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "chain_now" ADD CONSTRAINT "chain_now_chain_id_fkey" FOREIGN KEY ("chain_id") REFERENCES "chain"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE turn
  ADD CONSTRAINT turn_whose CHECK (turn IN ('system', 'prepare', 'respond', 'decide', 'none')),
  ADD CONSTRAINT turn_first CHECK ((seq = 1) = (ended_business_minutes IS NULL)),
  ADD CONSTRAINT turn_roles CHECK (roles IS NOT NULL);
ALTER TABLE assignment ADD CONSTRAINT assignment_role CHECK (role IN ('tester', 'owner'));
ALTER TABLE clock_event
  ADD CONSTRAINT clock_event_kind CHECK (kind IN ('started', 'stopped')),
  ADD CONSTRAINT clock_event_deadlines CHECK ((warn_at IS NULL) = (due_at IS NULL) AND (kind = 'started' OR due_at IS NULL));
ALTER TABLE chain_now
  ADD CONSTRAINT chain_now_state CHECK (state IN ('in_progress', 'waiting', 'complete')),
  ADD CONSTRAINT chain_now_turn CHECK (turn IN ('system', 'prepare', 'respond', 'decide', 'none'));

DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['turn', 'assignment', 'clock_event'] LOOP
    EXECUTE format('CREATE TRIGGER insert_only BEFORE UPDATE OR DELETE OR TRUNCATE ON %I FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()', t);
  END LOOP;
END $$;
-- The default privileges of new tables are those of tables that may change.
REVOKE UPDATE, DELETE ON turn, assignment, clock_event FROM countersign_app;
REVOKE DELETE ON chain_now FROM countersign_app;
