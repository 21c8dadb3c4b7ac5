-- For how many days of 24 hours an approval counts, where several are needed; null: as long as the version waits. docs/decisions/0051-approvals-that-grow-old.md.
alter table phase_policy
  add column approvals_hold_days integer,
  add constraint phase_policy_approvals_hold check (approvals_hold_days is null or (approvals_hold_days > 0 and mode = 'review' and required_count > 1));
CALL keep_records();
