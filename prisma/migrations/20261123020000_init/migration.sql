-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateEnum
CREATE TYPE "Role" AS ENUM ('tester', 'test_executive', 'report_owner', 'report_executive', 'data_executive', 'data_owner', 'admin', 'examiner');

-- CreateEnum
CREATE TYPE "VersionStatus" AS ENUM ('draft', 'pending_approval', 'approved', 'superseded', 'changes_requested', 'rejected', 'withdrawn', 'discarded');

-- CreateTable
CREATE TABLE "app_user" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "email" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "password_hash" TEXT,
    "session_epoch" INTEGER NOT NULL DEFAULT 0,
    "disabled_at" TIMESTAMPTZ(6),
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "app_user_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "role_assignment" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "user_id" UUID NOT NULL,
    "role" "Role" NOT NULL,
    "lob_id" UUID,
    "report_id" UUID,
    "cycle_report_id" UUID,
    "until" TIMESTAMPTZ(6),
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "role_assignment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "one_time_link" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "token_hash" TEXT NOT NULL,
    "purpose" TEXT NOT NULL,
    "user_id" UUID,
    "expires_at" TIMESTAMPTZ(6) NOT NULL,
    "used_at" TIMESTAMPTZ(6),
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "one_time_link_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "lob" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "name" TEXT NOT NULL,
    "active" BOOLEAN NOT NULL DEFAULT true,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "lob_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "report" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "name" TEXT NOT NULL,
    "regulator" TEXT NOT NULL DEFAULT '',
    "description" TEXT NOT NULL DEFAULT '',
    "owner_id" UUID,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "report_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "source" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "report_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "system" TEXT NOT NULL DEFAULT '',
    "active" BOOLEAN NOT NULL DEFAULT true,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "source_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "test_cycle" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "name" TEXT NOT NULL,
    "starts_on" DATE NOT NULL,
    "ends_on" DATE NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "test_cycle_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "cycle_report" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "cycle_id" UUID NOT NULL,
    "report_id" UUID NOT NULL,
    "tester_id" UUID,
    "due_on" DATE,
    "workflow_type" TEXT,
    "start_input" JSONB,
    "started_at" TIMESTAMPTZ(6),
    "closed_at" TIMESTAMPTZ(6),
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "cycle_report_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "phase_policy" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "phase" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "mode" TEXT NOT NULL,
    "required_count" INTEGER NOT NULL,
    "roles" "Role"[],
    "allowance_hours" INTEGER NOT NULL,
    "valid_from" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "reason" TEXT NOT NULL DEFAULT '',
    "created_by_id" UUID,

    CONSTRAINT "phase_policy_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "chain" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "cycle_report_id" UUID NOT NULL,
    "phase" TEXT NOT NULL,
    "instance" TEXT NOT NULL DEFAULT '',
    "position" INTEGER NOT NULL,
    "workflow_id" TEXT NOT NULL,
    "policy" JSONB NOT NULL,
    "allowance_hours" INTEGER NOT NULL,
    "last_number" INTEGER NOT NULL DEFAULT 0,
    "opens" INTEGER NOT NULL DEFAULT 0,
    "draft_due" JSONB,
    "reopened_at" TIMESTAMPTZ(6),
    "opened_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "due_at" TIMESTAMPTZ(6),
    "closed_at" TIMESTAMPTZ(6),

    CONSTRAINT "chain_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "version" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "chain_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "status" "VersionStatus" NOT NULL DEFAULT 'draft',
    "parent_id" UUID,
    "reason" TEXT NOT NULL,
    "cause" TEXT NOT NULL,
    "note" TEXT NOT NULL DEFAULT '',
    "edit_revision" INTEGER NOT NULL DEFAULT 0,
    "item_count" INTEGER,
    "added_count" INTEGER,
    "changed_count" INTEGER,
    "removed_count" INTEGER,
    "content_hash" BYTEA,
    "version_hash" BYTEA,
    "creation_key" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "submitted_at" TIMESTAMPTZ(6),
    "submitted_by_id" UUID,
    "decided_at" TIMESTAMPTZ(6),
    "workflow_execution_id" UUID NOT NULL,
    "workflow_step_id" UUID NOT NULL,
    "workflow_activity_name" TEXT NOT NULL,

    CONSTRAINT "version_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "version_item" (
    "chain_id" UUID NOT NULL,
    "item_key" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "op" TEXT NOT NULL,
    "data" JSONB,
    "hash" BYTEA,
    "restored_from" INTEGER,

    CONSTRAINT "version_item_pkey" PRIMARY KEY ("chain_id","item_key","number")
);

-- CreateTable
CREATE TABLE "version_input" (
    "version_id" UUID NOT NULL,
    "upstream_id" UUID NOT NULL,
    "content_hash" BYTEA NOT NULL,

    CONSTRAINT "version_input_pkey" PRIMARY KEY ("version_id","upstream_id")
);

-- CreateTable
CREATE TABLE "version_author" (
    "chain_id" UUID NOT NULL,
    "version_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "how" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "version_author_pkey" PRIMARY KEY ("version_id","user_id","how")
);

-- CreateTable
CREATE TABLE "item_decision" (
    "id" BIGSERIAL NOT NULL,
    "chain_id" UUID NOT NULL,
    "item_key" TEXT NOT NULL,
    "item_hash" BYTEA NOT NULL,
    "version_id" UUID NOT NULL,
    "command_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "user_name" TEXT NOT NULL,
    "user_role" TEXT NOT NULL,
    "verdict" TEXT NOT NULL,
    "reason" TEXT NOT NULL DEFAULT '',
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "item_decision_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "stale_acceptance" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "version_id" UUID NOT NULL,
    "upstream_id" UUID NOT NULL,
    "content_hash" BYTEA NOT NULL,
    "user_id" UUID NOT NULL,
    "reason" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "stale_acceptance_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "review_comment" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "version_id" UUID NOT NULL,
    "item_key" TEXT,
    "field" TEXT,
    "parent_id" UUID,
    "user_id" UUID NOT NULL,
    "user_name" TEXT NOT NULL,
    "user_role" TEXT NOT NULL,
    "body" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "resolved_at" TIMESTAMPTZ(6),
    "resolved_by_id" UUID,

    CONSTRAINT "review_comment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "version_opened" (
    "version_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "version_hash" BYTEA NOT NULL,
    "opened_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "version_opened_pkey" PRIMARY KEY ("version_id","user_id","version_hash")
);

-- CreateTable
CREATE TABLE "command_counter" (
    "target_kind" TEXT NOT NULL,
    "target_id" UUID NOT NULL,
    "last_seq" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "command_counter_pkey" PRIMARY KEY ("target_kind","target_id")
);

-- CreateTable
CREATE TABLE "command" (
    "id" UUID NOT NULL,
    "target_kind" TEXT NOT NULL,
    "target_id" UUID NOT NULL,
    "seq" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "version_id" UUID,
    "actor_id" UUID,
    "actor_name" TEXT NOT NULL,
    "actor_email" TEXT NOT NULL,
    "actor_role" TEXT NOT NULL,
    "seen_version_hash" BYTEA,
    "seen_edit_revision" INTEGER,
    "comment" TEXT NOT NULL DEFAULT '',
    "payload" JSONB NOT NULL DEFAULT '{}',
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "command_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "command_verdict" (
    "command_id" UUID NOT NULL,
    "item_key" TEXT NOT NULL,
    "verdict" TEXT NOT NULL,
    "reason" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "command_verdict_pkey" PRIMARY KEY ("command_id","item_key")
);

-- CreateTable
CREATE TABLE "command_addition" (
    "command_id" UUID NOT NULL,
    "ordinal" INTEGER NOT NULL,
    "item_key" TEXT,
    "filter" JSONB,
    "count" INTEGER,
    "reason" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "command_addition_pkey" PRIMARY KEY ("command_id","ordinal")
);

-- CreateTable
CREATE TABLE "receipt" (
    "command_id" UUID NOT NULL,
    "outcome" TEXT NOT NULL,
    "code" TEXT,
    "detail" TEXT NOT NULL DEFAULT '',
    "version_id" UUID,
    "workflow_execution_id" UUID,
    "workflow_step_id" UUID,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "receipt_pkey" PRIMARY KEY ("command_id")
);

-- CreateTable
CREATE TABLE "work" (
    "id" UUID NOT NULL,
    "chain_id" UUID NOT NULL,
    "version_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'running',
    "params" JSONB NOT NULL,
    "progress" JSONB,
    "outcome" JSONB,
    "requested_by_id" UUID NOT NULL,
    "attempt" INTEGER NOT NULL DEFAULT 0,
    "started_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "ended_at" TIMESTAMPTZ(6),

    CONSTRAINT "work_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "work_staging" (
    "work_id" UUID NOT NULL,
    "attempt" INTEGER NOT NULL,
    "item_key" TEXT NOT NULL,
    "op" TEXT NOT NULL,
    "data" JSONB,
    "hash" BYTEA,

    CONSTRAINT "work_staging_pkey" PRIMARY KEY ("work_id","attempt","item_key")
);

-- CreateTable
CREATE TABLE "stored_file" (
    "sha256" TEXT NOT NULL,
    "size" BIGINT NOT NULL,
    "media_type" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "stored_file_pkey" PRIMARY KEY ("sha256")
);

-- CreateTable
CREATE TABLE "derived_file" (
    "source_sha256" TEXT NOT NULL,
    "recipe_hash" TEXT NOT NULL,
    "sha256" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "derived_file_pkey" PRIMARY KEY ("source_sha256","recipe_hash")
);

-- CreateTable
CREATE TABLE "upload" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "sha256" TEXT NOT NULL,
    "file_name" TEXT NOT NULL,
    "cycle_report_id" UUID,
    "user_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "upload_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "audit_event" (
    "stream" TEXT NOT NULL,
    "seq" BIGINT NOT NULL,
    "at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "kind" TEXT NOT NULL,
    "actor_id" UUID,
    "actor_name" TEXT NOT NULL,
    "actor_role" TEXT NOT NULL,
    "chain_id" UUID,
    "version_id" UUID,
    "command_id" UUID,
    "subject" TEXT NOT NULL,
    "changes" JSONB NOT NULL DEFAULT '[]',
    "prev_hash" BYTEA NOT NULL,
    "hash" BYTEA NOT NULL,

    CONSTRAINT "audit_event_pkey" PRIMARY KEY ("stream","seq")
);

-- CreateTable
CREATE TABLE "workflow_executions" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "workflow_id" TEXT NOT NULL,
    "run_id" TEXT NOT NULL,
    "workflow_type" TEXT NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'running',
    "started_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "closed_at" TIMESTAMPTZ(6),

    CONSTRAINT "workflow_executions_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "workflow_steps" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "execution_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "step_key" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'running',
    "attempt" INTEGER NOT NULL DEFAULT 1,
    "started_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "ended_at" TIMESTAMPTZ(6),
    "error" TEXT,

    CONSTRAINT "workflow_steps_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "workflow_transitions" (
    "id" BIGSERIAL NOT NULL,
    "execution_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "from_step" TEXT NOT NULL,
    "to_step" TEXT NOT NULL,
    "result" TEXT,
    "at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "workflow_transitions_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "history_segment" (
    "workflow_id" TEXT NOT NULL,
    "run_id" TEXT NOT NULL,
    "first_event_id" INTEGER NOT NULL,
    "last_event_id" INTEGER NOT NULL,
    "events" JSONB NOT NULL,
    "hash" BYTEA NOT NULL,
    "prev_hash" BYTEA,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "history_segment_pkey" PRIMARY KEY ("workflow_id","run_id","first_event_id")
);

-- CreateTable
CREATE TABLE "reconcile_difference" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "key" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "detail" TEXT NOT NULL,
    "repaired" BOOLEAN NOT NULL DEFAULT false,
    "found_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "resolved_at" TIMESTAMPTZ(6),

    CONSTRAINT "reconcile_difference_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "rate_limit" (
    "key" TEXT NOT NULL,
    "points" INTEGER NOT NULL DEFAULT 0,
    "expire" BIGINT,

    CONSTRAINT "rate_limit_pkey" PRIMARY KEY ("key")
);

-- CreateIndex
CREATE UNIQUE INDEX "app_user_email_key" ON "app_user"("email");

-- CreateIndex
CREATE INDEX "role_assignment_user_id_idx" ON "role_assignment"("user_id");

-- CreateIndex
CREATE UNIQUE INDEX "one_time_link_token_hash_key" ON "one_time_link"("token_hash");

-- CreateIndex
CREATE UNIQUE INDEX "lob_name_key" ON "lob"("name");

-- CreateIndex
CREATE UNIQUE INDEX "report_name_key" ON "report"("name");

-- CreateIndex
CREATE INDEX "report_owner_id_idx" ON "report"("owner_id");

-- CreateIndex
CREATE UNIQUE INDEX "source_report_id_name_key" ON "source"("report_id", "name");

-- CreateIndex
CREATE UNIQUE INDEX "test_cycle_name_key" ON "test_cycle"("name");

-- CreateIndex
CREATE INDEX "cycle_report_tester_id_idx" ON "cycle_report"("tester_id");

-- CreateIndex
CREATE INDEX "cycle_report_report_id_idx" ON "cycle_report"("report_id");

-- CreateIndex
CREATE UNIQUE INDEX "cycle_report_cycle_id_report_id_key" ON "cycle_report"("cycle_id", "report_id");

-- CreateIndex
CREATE UNIQUE INDEX "phase_policy_phase_number_key" ON "phase_policy"("phase", "number");

-- CreateIndex
CREATE UNIQUE INDEX "chain_workflow_id_key" ON "chain"("workflow_id");

-- CreateIndex
CREATE UNIQUE INDEX "chain_cycle_report_id_phase_instance_key" ON "chain"("cycle_report_id", "phase", "instance");

-- CreateIndex
CREATE UNIQUE INDEX "version_creation_key_key" ON "version"("creation_key");

-- CreateIndex
CREATE INDEX "version_workflow_execution_id_idx" ON "version"("workflow_execution_id");

-- CreateIndex
CREATE INDEX "version_workflow_step_id_idx" ON "version"("workflow_step_id");

-- CreateIndex
CREATE UNIQUE INDEX "version_chain_id_number_key" ON "version"("chain_id", "number");

-- CreateIndex
CREATE INDEX "version_item_chain_id_number_idx" ON "version_item"("chain_id", "number");

-- CreateIndex
CREATE INDEX "version_input_upstream_id_idx" ON "version_input"("upstream_id");

-- CreateIndex
CREATE INDEX "version_author_chain_id_idx" ON "version_author"("chain_id");

-- CreateIndex
CREATE INDEX "item_decision_chain_id_item_key_id_idx" ON "item_decision"("chain_id", "item_key", "id");

-- CreateIndex
CREATE UNIQUE INDEX "item_decision_command_id_item_key_key" ON "item_decision"("command_id", "item_key");

-- CreateIndex
CREATE INDEX "stale_acceptance_version_id_idx" ON "stale_acceptance"("version_id");

-- CreateIndex
CREATE INDEX "review_comment_version_id_idx" ON "review_comment"("version_id");

-- CreateIndex
CREATE INDEX "command_version_id_idx" ON "command"("version_id");

-- CreateIndex
CREATE UNIQUE INDEX "command_target_kind_target_id_seq_key" ON "command"("target_kind", "target_id", "seq");

-- CreateIndex
CREATE INDEX "work_chain_id_idx" ON "work"("chain_id");

-- CreateIndex
CREATE INDEX "upload_cycle_report_id_idx" ON "upload"("cycle_report_id");

-- CreateIndex
CREATE INDEX "audit_event_version_id_idx" ON "audit_event"("version_id");

-- CreateIndex
CREATE INDEX "audit_event_at_idx" ON "audit_event"("at");

-- CreateIndex
CREATE INDEX "workflow_executions_status_idx" ON "workflow_executions"("status");

-- CreateIndex
CREATE UNIQUE INDEX "workflow_executions_workflow_id_run_id_key" ON "workflow_executions"("workflow_id", "run_id");

-- CreateIndex
CREATE UNIQUE INDEX "workflow_steps_execution_id_kind_step_key_key" ON "workflow_steps"("execution_id", "kind", "step_key");

-- CreateIndex
CREATE UNIQUE INDEX "workflow_transitions_execution_id_kind_from_step_to_step_key" ON "workflow_transitions"("execution_id", "kind", "from_step", "to_step");

-- CreateIndex
CREATE UNIQUE INDEX "reconcile_difference_key_key" ON "reconcile_difference"("key");

-- AddForeignKey
ALTER TABLE "role_assignment" ADD CONSTRAINT "role_assignment_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "app_user"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "role_assignment" ADD CONSTRAINT "role_assignment_lob_id_fkey" FOREIGN KEY ("lob_id") REFERENCES "lob"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "role_assignment" ADD CONSTRAINT "role_assignment_report_id_fkey" FOREIGN KEY ("report_id") REFERENCES "report"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "role_assignment" ADD CONSTRAINT "role_assignment_cycle_report_id_fkey" FOREIGN KEY ("cycle_report_id") REFERENCES "cycle_report"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "one_time_link" ADD CONSTRAINT "one_time_link_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "app_user"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "report" ADD CONSTRAINT "report_owner_id_fkey" FOREIGN KEY ("owner_id") REFERENCES "app_user"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "source" ADD CONSTRAINT "source_report_id_fkey" FOREIGN KEY ("report_id") REFERENCES "report"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "cycle_report" ADD CONSTRAINT "cycle_report_cycle_id_fkey" FOREIGN KEY ("cycle_id") REFERENCES "test_cycle"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "cycle_report" ADD CONSTRAINT "cycle_report_report_id_fkey" FOREIGN KEY ("report_id") REFERENCES "report"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "cycle_report" ADD CONSTRAINT "cycle_report_tester_id_fkey" FOREIGN KEY ("tester_id") REFERENCES "app_user"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "chain" ADD CONSTRAINT "chain_cycle_report_id_fkey" FOREIGN KEY ("cycle_report_id") REFERENCES "cycle_report"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "version" ADD CONSTRAINT "version_chain_id_fkey" FOREIGN KEY ("chain_id") REFERENCES "chain"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "version" ADD CONSTRAINT "version_parent_id_fkey" FOREIGN KEY ("parent_id") REFERENCES "version"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "version" ADD CONSTRAINT "version_submitted_by_fkey" FOREIGN KEY ("submitted_by_id") REFERENCES "app_user"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "version" ADD CONSTRAINT "version_workflow_execution_id_fkey" FOREIGN KEY ("workflow_execution_id") REFERENCES "workflow_executions"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "version" ADD CONSTRAINT "version_workflow_step_id_fkey" FOREIGN KEY ("workflow_step_id") REFERENCES "workflow_steps"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "version_input" ADD CONSTRAINT "version_input_version_id_fkey" FOREIGN KEY ("version_id") REFERENCES "version"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "version_input" ADD CONSTRAINT "version_input_upstream_id_fkey" FOREIGN KEY ("upstream_id") REFERENCES "version"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "version_author" ADD CONSTRAINT "version_author_chain_id_fkey" FOREIGN KEY ("chain_id") REFERENCES "chain"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "version_author" ADD CONSTRAINT "version_author_version_id_fkey" FOREIGN KEY ("version_id") REFERENCES "version"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "version_author" ADD CONSTRAINT "version_author_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "app_user"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "item_decision" ADD CONSTRAINT "item_decision_chain_id_fkey" FOREIGN KEY ("chain_id") REFERENCES "chain"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "review_comment" ADD CONSTRAINT "review_comment_version_id_fkey" FOREIGN KEY ("version_id") REFERENCES "version"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "review_comment" ADD CONSTRAINT "review_comment_parent_id_fkey" FOREIGN KEY ("parent_id") REFERENCES "review_comment"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "command_verdict" ADD CONSTRAINT "command_verdict_command_id_fkey" FOREIGN KEY ("command_id") REFERENCES "command"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "command_addition" ADD CONSTRAINT "command_addition_command_id_fkey" FOREIGN KEY ("command_id") REFERENCES "command"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "receipt" ADD CONSTRAINT "receipt_command_id_fkey" FOREIGN KEY ("command_id") REFERENCES "command"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "work" ADD CONSTRAINT "work_chain_id_fkey" FOREIGN KEY ("chain_id") REFERENCES "chain"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "workflow_steps" ADD CONSTRAINT "workflow_steps_execution_id_fkey" FOREIGN KEY ("execution_id") REFERENCES "workflow_executions"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

