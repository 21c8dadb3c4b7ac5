-- A report that runs by an earlier plan is carried over to the present one: docs/decisions/0030-evidence-is-asked-once.md, "Reports that run".
alter table command
  drop constraint command_kind,
  add constraint command_kind check (kind in ('submit_version', 'decide_version', 'withdraw_version', 'discard_version',
    'reopen_phase', 'request_work', 'cancel_work', 'record_changes', 'decide_items', 'change_assignment', 'start_report', 'restart_report',
    'upgrade_report', 'close_report'));
