-- Observations are answered, while they are pending, by the data owners whom they name: docs/decisions/0035-observations.md.
alter table command_verdict
  drop constraint command_verdict_verdict,
  add constraint command_verdict_verdict
    check (verdict in ('accepted', 'rejected', 'acknowledged', 'declined', 'needs_revision', 'agreed', 'disputed'));
alter table item_decision
  drop constraint item_decision_verdict,
  add constraint item_decision_verdict
    check (verdict in ('accepted', 'rejected', 'acknowledged', 'declined', 'needs_revision', 'agreed', 'disputed'));
