-- Data Profiling adds two kinds of long work (lib/domain/commands.ts, WORK_KINDS).
ALTER TABLE work
  DROP CONSTRAINT work_kind,
  ADD CONSTRAINT work_kind CHECK (kind IN ('import', 'profile', 'import-rules', 'draw'));
