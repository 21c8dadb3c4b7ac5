-- Signed checkpoints over the streams of the trail (docs/record-format.md, "Checkpoints").

-- Whose record this is: made once, and named by every checkpoint.
CREATE TABLE installation (
    "id" TEXT NOT NULL,
    "one" BOOLEAN NOT NULL DEFAULT true,

    CONSTRAINT "installation_pkey" PRIMARY KEY ("id"),
    CONSTRAINT installation_id CHECK (id ~ '^[0-9a-f]{32}$'),
    CONSTRAINT installation_one CHECK (one)
);
CREATE UNIQUE INDEX "installation_one_key" ON "installation"("one");
INSERT INTO installation (id) VALUES (encode(uuid_send(gen_random_uuid()), 'hex'));

-- The newest entry of each stream, kept by the trigger below: what a checkpoint looks at, and what a stream that lost its
-- newest entries is recognised by. Rows are rewritten in place, and nothing that changes is indexed.
CREATE TABLE stream_head (
    "stream" TEXT NOT NULL,
    "seq" BIGINT NOT NULL,
    "hash" BYTEA NOT NULL,

    CONSTRAINT "stream_head_pkey" PRIMARY KEY ("stream")
) WITH (fillfactor = 70);

-- The log: one leaf a head. The name of a column says what it numbers: a leaf, an entry of the stream, a checkpoint.
CREATE TABLE checkpoint_leaf (
    "leaf" BIGINT NOT NULL,
    "stream" TEXT NOT NULL,
    "seq" BIGINT NOT NULL,
    "hash" BYTEA NOT NULL,
    "number" INTEGER NOT NULL,

    CONSTRAINT "checkpoint_leaf_pkey" PRIMARY KEY ("leaf")
);
CREATE UNIQUE INDEX "checkpoint_leaf_stream_seq_key" ON "checkpoint_leaf"("stream", "seq");
CREATE INDEX "checkpoint_leaf_number_idx" ON "checkpoint_leaf"("number");

CREATE TABLE checkpoint (
    "number" INTEGER NOT NULL,
    "tree_size" BIGINT NOT NULL,
    "frontier" BYTEA NOT NULL,
    "note" TEXT NOT NULL,
    "fingerprint" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "checkpoint_pkey" PRIMARY KEY ("number"),
    CONSTRAINT checkpoint_number CHECK (number > 0)
);

-- Public halves of the keys that sign, and what was said of keys (that one follows another, that one is revoked).
CREATE TABLE signing_key (
    "fingerprint" TEXT NOT NULL,
    "public_key" BYTEA NOT NULL,

    CONSTRAINT "signing_key_pkey" PRIMARY KEY ("fingerprint")
);
CREATE TABLE key_statement (
    "position" INTEGER NOT NULL,
    "note" TEXT NOT NULL,

    CONSTRAINT "key_statement_pkey" PRIMARY KEY ("position")
);

-- How far each sink has come; a worker that delivers holds a sink until next_try_at.
CREATE TABLE checkpoint_sink (
    "name" TEXT NOT NULL,
    "active" BOOLEAN NOT NULL,
    "delivered" INTEGER NOT NULL DEFAULT 0,
    "delivered_at" TIMESTAMPTZ(3),
    "failing_since" TIMESTAMPTZ(3),
    "error" TEXT,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "next_try_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "checkpoint_sink_pkey" PRIMARY KEY ("name")
);

DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['installation', 'checkpoint', 'checkpoint_leaf', 'signing_key', 'key_statement'] LOOP
    EXECUTE format('CREATE TRIGGER insert_only BEFORE UPDATE OR DELETE OR TRUNCATE ON %I FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()', t);
  END LOOP;
END $$;
REVOKE UPDATE, DELETE ON installation, checkpoint, checkpoint_leaf, signing_key, key_statement, stream_head FROM countersign_app;
REVOKE INSERT ON installation, stream_head FROM countersign_app;
REVOKE DELETE ON checkpoint_sink FROM countersign_app;

-- ---------------------------------------------------------------- heads of streams
-- The highest entry of a stream that anything here knows of. Where the newest entries were cut off, it is not the newest that is
-- left, so that the next one takes a number that was never used, and the gap stays to be seen.
CREATE FUNCTION known_head(of_stream text, OUT seq bigint, OUT hash bytea) LANGUAGE sql STABLE AS $$
  SELECT known.seq, known.hash FROM (
    (SELECT e.seq, e.hash, 1 AS place FROM audit_event e WHERE e.stream = of_stream ORDER BY e.seq DESC LIMIT 1)
    UNION ALL (SELECT h.seq, h.hash, 2 FROM stream_head h WHERE h.stream = of_stream)
    UNION ALL (SELECT l.seq, l.hash, 3 FROM checkpoint_leaf l WHERE l.stream = of_stream ORDER BY l.seq DESC LIMIT 1)
  ) AS known ORDER BY known.seq DESC, known.place LIMIT 1
$$;

-- As the owner, since the application role may not write heads itself.
CREATE FUNCTION keep_stream_head() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  INSERT INTO stream_head (stream, seq, hash) VALUES (NEW.stream, NEW.seq, NEW.hash)
    ON CONFLICT (stream) DO UPDATE SET seq = EXCLUDED.seq, hash = EXCLUDED.hash;
  RETURN NULL;
END $$;
CREATE TRIGGER heads_kept AFTER INSERT ON audit_event FOR EACH ROW EXECUTE FUNCTION keep_stream_head();
