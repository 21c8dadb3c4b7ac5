-- Tests follow the evidence that is accepted: docs/decisions/0034-tests-follow-accepted-evidence.md.
alter table chain_figures add column listed_to bigint not null default 0;
create index item_decision_chain_id_id_idx on item_decision (chain_id, id);
