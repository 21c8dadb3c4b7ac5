-- How much of a phase's allowance a role may take for its turns, in business hours by role; null: no role has time of its own.
-- docs/decisions/0056-stopwatches-of-roles.md.
alter table phase_policy
  add column role_allowances jsonb,
  add constraint phase_policy_role_allowances check (jsonb_path_match(role_allowances, 'exists($.*) && !exists($.* ? (@.type() != "number" || @ <= 0))'));
alter table chain
  add column role_allowances jsonb,
  add constraint chain_role_allowances check (jsonb_path_match(role_allowances, 'exists($.*) && !exists($.* ? (@.type() != "number" || @ <= 0))'));

-- Rungs of a role's own ladder are stored with the role.
alter table escalation
  drop constraint escalation_rung,
  add constraint escalation_rung check (rung in ('warning', 'breach', 'level_1', 'level_2', 'level_3')
    or rung ~ '^(used_up|level_[123]):(tester|test_executive|report_owner|report_executive|data_executive|data_owner)$');
alter table notification
  drop constraint notification_kind,
  add constraint notification_kind check (kind in ('assigned', 'warning', 'breach', 'used_up', 'escalation', 'reminder'));
call keep_records();
