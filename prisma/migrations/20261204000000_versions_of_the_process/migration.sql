-- A report goes on by a later version of the process at its next boundary: docs/decisions/0047-versions-of-the-process.md.
alter table command
  drop constraint command_kind,
  add constraint command_kind check (kind in ('submit_version', 'decide_version', 'withdraw_version', 'discard_version',
    'reopen_phase', 'request_work', 'cancel_work', 'record_changes', 'decide_items', 'change_clock', 'change_assignment', 'start_report',
    'restart_report', 'upgrade_report', 'cancel_upgrade', 'close_report'));

-- The command that asked for the later version; null once that is carried out or given up. It has no value in the rows there are.
alter table cycle_report add column upgrade_command_id uuid references command (id);
call keep_records();
