-- An allowance may be less than an hour, and how far the levels of escalation lie apart is part of a policy: docs/decisions/0045-allowances-of-seconds.md.
-- Whole numbers keep their text, and with it every hash that binds them.
alter table phase_policy alter column allowance_business_hours type double precision;
alter table chain alter column allowance_business_hours type double precision;
alter table clock_event alter column minutes type double precision;

-- Business hours from the due date to the first level, and from each level to the next; null: what domain.md says.
alter table phase_policy
  add column escalation_business_hours double precision,
  add constraint phase_policy_escalation check (escalation_business_hours > 0);
alter table chain
  add column escalation_business_hours double precision,
  add constraint chain_escalation check (escalation_business_hours > 0);
CALL keep_records();
