-- Allowances are named for their unit, and a phase keeps both instants that follow from its allowance, so that no statement
-- computes one (lib/domain/time/deadlines.ts).
ALTER TABLE phase_policy RENAME COLUMN allowance_hours TO allowance_business_hours;
ALTER TABLE chain RENAME COLUMN allowance_hours TO allowance_business_hours;
ALTER TABLE chain ADD COLUMN warn_at TIMESTAMPTZ(6);

-- Chains opened before keep the due date people were shown, in plain hours, and are at risk in its last fifth, as before.
UPDATE chain SET warn_at = due_at - allowance_business_hours * interval '0.2 hours' WHERE due_at IS NOT NULL;
ALTER TABLE chain
  ADD CONSTRAINT chain_deadlines_together CHECK ((warn_at IS NULL) = (due_at IS NULL)),
  ADD CONSTRAINT chain_warned_before_due CHECK (warn_at <= due_at);
