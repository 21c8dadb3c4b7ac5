-- Calendars as dated, numbered versions, and clocks that people pause, extend and have counted anew
-- (docs/decisions/0033-clocks-that-people-change.md). Number 0 is the calendar that comes with the product (lib/domain/time/calendar.ts).
CREATE TABLE calendar_version (
    "number" INTEGER NOT NULL,
    "definition" JSONB NOT NULL,
    "valid_from" TIMESTAMPTZ(6) NOT NULL DEFAULT now(),
    "reason" TEXT NOT NULL,
    "created_by_id" UUID,

    CONSTRAINT "calendar_version_pkey" PRIMARY KEY ("number"),
    CONSTRAINT calendar_version_number CHECK (number > 0)
);
CREATE TRIGGER insert_only BEFORE UPDATE OR DELETE OR TRUNCATE ON calendar_version FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
REVOKE UPDATE, DELETE ON calendar_version FROM countersign_app;

-- By which calendar a chain's clock counts. Chains opened before say none: their deadlines stay, and no alarm is raised for them.
ALTER TABLE chain ADD COLUMN calendar_number INTEGER;

-- Business minutes that a start allows or an extension adds, and the calendar that counted the deadlines of an event.
ALTER TABLE clock_event
  ADD COLUMN minutes INTEGER,
  ADD COLUMN calendar_number INTEGER,
  DROP CONSTRAINT clock_event_kind,
  DROP CONSTRAINT clock_event_deadlines,
  ADD CONSTRAINT clock_event_kind CHECK (kind IN ('started', 'paused', 'resumed', 'extended', 'adopted', 'stopped')),
  ADD CONSTRAINT clock_event_deadlines CHECK ((warn_at IS NULL) = (due_at IS NULL) AND (kind NOT IN ('paused', 'stopped') OR due_at IS NULL)),
  ADD CONSTRAINT clock_event_minutes CHECK (minutes IS NULL OR (minutes > 0 AND kind IN ('started', 'extended')));
CALL keep_records();
CALL keep_record_of('calendar_version', 't.number::text', 't.number = $1::int', '''installation''');

ALTER TABLE chain_now
  ADD COLUMN paused BOOLEAN NOT NULL DEFAULT false,
  ADD COLUMN next_alarm_at TIMESTAMPTZ(3);

ALTER TABLE command
  DROP CONSTRAINT command_kind,
  ADD CONSTRAINT command_kind CHECK (kind IN ('submit_version', 'decide_version', 'withdraw_version', 'discard_version',
    'reopen_phase', 'request_work', 'cancel_work', 'record_changes', 'decide_items', 'change_clock', 'change_assignment', 'start_report',
    'restart_report', 'upgrade_report', 'close_report'));
