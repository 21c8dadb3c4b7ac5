-- The trail is read newest first over all streams, and by person.
CREATE INDEX audit_event_order ON audit_event (at, stream, seq);
CREATE INDEX audit_event_actor ON audit_event (actor_id);
