-- The inbox is read in the order of due dates; the expression is that of lib/data/inbox-parts.ts.
CREATE INDEX chain_due ON chain ((coalesce(due_at, 'infinity'::timestamptz)), id) WHERE closed_at IS NULL;
-- What somebody sent or decided, without reading every version.
CREATE INDEX version_submitted_by ON version (submitted_by_id, id) WHERE submitted_by_id IS NOT NULL;
CREATE INDEX command_decided_by ON command (actor_id, version_id) WHERE kind = 'decide_version';
