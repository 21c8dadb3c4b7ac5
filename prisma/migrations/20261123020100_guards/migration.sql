-- What Prisma's schema cannot say: collation, closed lists, partial indexes, roles and grants, and the triggers that
-- keep insert-only tables insert-only and frozen content frozen. Meaning: docs/decisions and lib/domain.

-- ---------------------------------------------------------------- collation: the order of keys is the order of their bytes
ALTER TABLE version_item ALTER COLUMN item_key TYPE text COLLATE "C";
ALTER TABLE item_decision ALTER COLUMN item_key TYPE text COLLATE "C";
ALTER TABLE work_staging ALTER COLUMN item_key TYPE text COLLATE "C";
ALTER TABLE command_verdict ALTER COLUMN item_key TYPE text COLLATE "C";

-- ---------------------------------------------------------------- closed lists (the same as in lib/domain; a test compares them)
ALTER TABLE version_item
  ADD CONSTRAINT version_item_op CHECK (op IN ('put', 'remove')),
  ADD CONSTRAINT version_item_content CHECK (
    CASE op WHEN 'put' THEN data IS NOT NULL AND octet_length(hash) = 32 ELSE data IS NULL AND hash IS NULL END);
ALTER TABLE work_staging
  ADD CONSTRAINT work_staging_op CHECK (op IN ('put', 'remove')),
  ADD CONSTRAINT work_staging_content CHECK (
    CASE op WHEN 'put' THEN data IS NOT NULL AND octet_length(hash) = 32 ELSE data IS NULL AND hash IS NULL END);
ALTER TABLE version
  ADD CONSTRAINT version_number CHECK (number > 0),
  ADD CONSTRAINT version_cause CHECK (cause IN ('open', 'changes_requested', 'rejected', 'withdrawn', 'discarded', 'reopened', 'restarted')),
  ADD CONSTRAINT version_frozen_hashes CHECK (
    (status = 'draft') = (content_hash IS NULL) AND (status = 'draft') = (version_hash IS NULL)
    AND (status = 'draft') = (item_count IS NULL));
ALTER TABLE version_author ADD CONSTRAINT version_author_how CHECK (how IN ('edited', 'imported', 'drew', 'submitted'));
ALTER TABLE item_decision ADD CONSTRAINT item_decision_verdict CHECK (verdict IN ('accepted', 'rejected'));
ALTER TABLE command_verdict ADD CONSTRAINT command_verdict_verdict CHECK (verdict IN ('accepted', 'rejected'));
ALTER TABLE command_addition ADD CONSTRAINT command_addition_what CHECK ((item_key IS NULL) <> (filter IS NULL) AND (filter IS NULL) = (count IS NULL));
ALTER TABLE command
  ADD CONSTRAINT command_target_kind CHECK (target_kind IN ('chain', 'cycle_report')),
  ADD CONSTRAINT command_kind CHECK (kind IN ('submit_version', 'decide_version', 'withdraw_version', 'discard_version',
    'reopen_phase', 'request_work', 'cancel_work', 'change_assignment', 'start_report', 'restart_report', 'close_report'));
ALTER TABLE receipt
  ADD CONSTRAINT receipt_outcome CHECK (outcome IN ('applied', 'refused')),
  ADD CONSTRAINT receipt_code CHECK ((outcome = 'refused') = (code IS NOT NULL));
ALTER TABLE work
  ADD CONSTRAINT work_kind CHECK (kind IN ('import', 'draw')),
  ADD CONSTRAINT work_status CHECK (status IN ('running', 'done', 'failed', 'cancelled')),
  ADD CONSTRAINT work_ended CHECK ((status = 'running') = (ended_at IS NULL));
ALTER TABLE phase_policy ADD CONSTRAINT phase_policy_mode CHECK (mode IN ('self', 'review', 'recorded', 'signoff'));
ALTER TABLE workflow_executions ADD CONSTRAINT workflow_executions_status CHECK (
  status IN ('running', 'completed', 'failed', 'canceled', 'terminated', 'continued_as_new', 'timed_out'));
ALTER TABLE workflow_steps
  ADD CONSTRAINT workflow_steps_kind CHECK (kind IN ('activity', 'phase', 'decision', 'fan_out', 'join')),
  ADD CONSTRAINT workflow_steps_status CHECK (status IN ('running', 'completed', 'failed', 'cancelled'));
ALTER TABLE workflow_transitions ADD CONSTRAINT workflow_transitions_kind CHECK (kind IN ('sequential', 'fork', 'join', 'conditional'));

-- ---------------------------------------------------------------- at most one of a kind
CREATE UNIQUE INDEX version_one_open ON version (chain_id) WHERE status IN ('draft', 'pending_approval');
CREATE UNIQUE INDEX version_one_approved ON version (chain_id) WHERE status = 'approved';
CREATE UNIQUE INDEX work_one_running ON work (chain_id) WHERE status = 'running';
CREATE INDEX version_pending ON version (submitted_at, id) WHERE status = 'pending_approval';

-- ---------------------------------------------------------------- insert-only tables
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is insert-only: % refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'restrict_violation';
END $$;

DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['command', 'command_verdict', 'command_addition', 'receipt', 'item_decision', 'version_author',
    'stale_acceptance', 'audit_event', 'history_segment', 'phase_policy', 'workflow_transitions'] LOOP
    EXECUTE format('CREATE TRIGGER insert_only BEFORE UPDATE OR DELETE OR TRUNCATE ON %I FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()', t);
  END LOOP;
END $$;
CREATE TRIGGER never_deleted BEFORE DELETE OR TRUNCATE ON version FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER never_truncated BEFORE TRUNCATE ON version_item FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- ---------------------------------------------------------------- frozen content
-- Reads each version FOR SHARE, so that a write begun before a freeze waits for it and then finds no draft.
CREATE FUNCTION require_drafts(chain_ids uuid[], numbers int[]) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  found int := 0;
  v record;
BEGIN
  FOR v IN SELECT version.number, version.status FROM version
    JOIN unnest(chain_ids, numbers) AS k (chain_id, number) ON k.chain_id = version.chain_id AND k.number = version.number
    ORDER BY version.id FOR SHARE OF version
  LOOP
    IF v.status <> 'draft' THEN
      RAISE EXCEPTION 'version % is % and frozen', v.number, v.status USING ERRCODE = 'restrict_violation';
    END IF;
    found := found + 1;
  END LOOP;
  IF found <> cardinality(chain_ids) THEN
    RAISE EXCEPTION 'items belong to no version' USING ERRCODE = 'foreign_key_violation';
  END IF;
END $$;

-- One function an event: a transition table exists only in the events that declare it. Statement level with a
-- transition table costs a bulk load 5 %, row level 150 %.
CREATE FUNCTION guard_items_inserted() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM require_drafts(array_agg(chain_id), array_agg(number)) FROM (SELECT chain_id, number FROM new_rows GROUP BY 1, 2) AS touched
    HAVING count(*) > 0;
  RETURN NULL;
END $$;
CREATE FUNCTION guard_items_deleted() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM require_drafts(array_agg(chain_id), array_agg(number)) FROM (SELECT chain_id, number FROM old_rows GROUP BY 1, 2) AS touched
    HAVING count(*) > 0;
  RETURN NULL;
END $$;
CREATE FUNCTION guard_items_updated() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM require_drafts(array_agg(chain_id), array_agg(number))
    FROM (SELECT chain_id, number FROM old_rows UNION SELECT chain_id, number FROM new_rows) AS touched
    HAVING count(*) > 0;
  RETURN NULL;
END $$;
CREATE TRIGGER frozen_insert AFTER INSERT ON version_item REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION guard_items_inserted();
CREATE TRIGGER frozen_delete AFTER DELETE ON version_item REFERENCING OLD TABLE AS old_rows
  FOR EACH STATEMENT EXECUTE FUNCTION guard_items_deleted();
CREATE TRIGGER frozen_update AFTER UPDATE ON version_item REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION guard_items_updated();

-- A version's inputs are covered by its hash, so they freeze with it.
CREATE FUNCTION guard_inputs() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE current_status "VersionStatus";
BEGIN
  SELECT status INTO current_status FROM version WHERE id = CASE TG_OP WHEN 'DELETE' THEN OLD.version_id ELSE NEW.version_id END FOR SHARE;
  IF current_status <> 'draft' OR (TG_OP = 'UPDATE' AND NEW.version_id <> OLD.version_id) THEN
    RAISE EXCEPTION 'the inputs of a frozen version are fixed' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN COALESCE(NEW, OLD);
END $$;
CREATE TRIGGER frozen_inputs BEFORE INSERT OR UPDATE OR DELETE ON version_input FOR EACH ROW EXECUTE FUNCTION guard_inputs();
CREATE TRIGGER never_truncated BEFORE TRUNCATE ON version_input FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- ---------------------------------------------------------------- moves of a version's status
CREATE FUNCTION guard_version() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  always text[] := ARRAY[]::text[];
  allowed text[];
  changed text;
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW.status <> 'draft' OR NEW.submitted_at IS NOT NULL OR NEW.submitted_by_id IS NOT NULL OR NEW.decided_at IS NOT NULL THEN
      RAISE EXCEPTION 'a version begins as a draft' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
  END IF;
  allowed := CASE OLD.status || '>' || NEW.status
    WHEN 'draft>draft' THEN ARRAY['edit_revision', 'note']
    WHEN 'draft>pending_approval' THEN ARRAY['status', 'edit_revision', 'note', 'item_count', 'added_count', 'changed_count', 'removed_count',
      'content_hash', 'version_hash', 'submitted_at', 'submitted_by_id']
    WHEN 'draft>discarded' THEN ARRAY['status', 'edit_revision', 'item_count', 'added_count', 'changed_count', 'removed_count',
      'content_hash', 'version_hash', 'decided_at']
    WHEN 'pending_approval>approved' THEN ARRAY['status', 'decided_at']
    WHEN 'pending_approval>changes_requested' THEN ARRAY['status', 'decided_at']
    WHEN 'pending_approval>rejected' THEN ARRAY['status', 'decided_at']
    WHEN 'pending_approval>withdrawn' THEN ARRAY['status', 'decided_at']
    WHEN 'approved>superseded' THEN ARRAY['status']
    ELSE CASE WHEN OLD.status = NEW.status THEN always END
  END;
  IF allowed IS NULL THEN
    RAISE EXCEPTION 'a version cannot move from % to %', OLD.status, NEW.status USING ERRCODE = 'restrict_violation';
  END IF;
  IF NEW.status = 'pending_approval' AND OLD.status = 'draft' AND (NEW.submitted_by_id IS NULL OR NEW.submitted_at IS NULL) THEN
    RAISE EXCEPTION 'a submitted version names its submitter' USING ERRCODE = 'restrict_violation';
  END IF;
  SELECT n.key INTO changed FROM jsonb_each(to_jsonb(NEW)) AS n JOIN jsonb_each(to_jsonb(OLD)) AS o ON o.key = n.key
    WHERE n.value IS DISTINCT FROM o.value AND n.key <> ALL (allowed) LIMIT 1;
  IF changed IS NOT NULL THEN
    RAISE EXCEPTION 'column % of version % (%) may not change', changed, OLD.number, OLD.status USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER permitted_moves BEFORE INSERT OR UPDATE ON version FOR EACH ROW EXECUTE FUNCTION guard_version();

-- ---------------------------------------------------------------- roles and grants
-- The application role cannot sign in until the installation gives it a password.
DO $$
BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'countersign_app') THEN
    CREATE ROLE countersign_app NOLOGIN;
  END IF;
EXCEPTION WHEN duplicate_object OR unique_violation THEN
  RAISE NOTICE 'countersign_app was created by another session';
END $$;
GRANT USAGE ON SCHEMA public TO countersign_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO countersign_app;
GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO countersign_app;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO countersign_app;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE, SELECT ON SEQUENCES TO countersign_app;

REVOKE UPDATE, DELETE ON command, command_verdict, command_addition, receipt, item_decision, version_author,
  stale_acceptance, audit_event, history_segment, phase_policy, workflow_transitions FROM countersign_app;
REVOKE DELETE ON app_user, lob, report, source, test_cycle, cycle_report, chain, work, workflow_executions, workflow_steps,
  stored_file, upload, command_counter, reconcile_difference FROM countersign_app;
REVOKE UPDATE, DELETE ON version, review_comment FROM countersign_app;
GRANT UPDATE (status, note, edit_revision, item_count, added_count, changed_count, removed_count, content_hash, version_hash,
  submitted_at, submitted_by_id, decided_at) ON version TO countersign_app;
GRANT UPDATE (resolved_at, resolved_by_id) ON review_comment TO countersign_app;

DO $$
BEGIN
  IF to_regclass('public._prisma_migrations') IS NOT NULL THEN
    REVOKE INSERT, UPDATE, DELETE ON _prisma_migrations FROM countersign_app;
  END IF;
END $$;
