-- Up to which number the commands to a target are answered, all of them: whoever looks for one that waits reads what came after, not
-- every command ever sent. Written with each receipt.
ALTER TABLE command_counter ADD COLUMN answered_seq int NOT NULL DEFAULT 0;
UPDATE command_counter k SET answered_seq = COALESCE(
  (SELECT min(c.seq) - 1 FROM command c WHERE c.target_kind = k.target_kind AND c.target_id = k.target_id
    AND NOT EXISTS (SELECT FROM receipt r WHERE r.command_id = c.id)),
  k.last_seq);
ALTER TABLE command_counter ADD CONSTRAINT command_counter_answered CHECK (answered_seq BETWEEN 0 AND last_seq);
CREATE INDEX command_counter_waiting ON command_counter (target_kind, target_id) WHERE last_seq > answered_seq;
