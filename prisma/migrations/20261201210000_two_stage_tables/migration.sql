-- Two-stage tables of transaction testing as dated, numbered versions (docs/decisions/0046-sampling-tables-by-hand.md). Number 0 is the
-- table that comes with the product (lib/domain/sampling/two-stage.ts).
CREATE TABLE two_stage_table (
    "number" INTEGER NOT NULL,
    "definition" JSONB NOT NULL,
    "valid_from" TIMESTAMPTZ(6) NOT NULL DEFAULT now(),
    "reason" TEXT NOT NULL,
    "created_by_id" UUID,

    CONSTRAINT "two_stage_table_pkey" PRIMARY KEY ("number"),
    CONSTRAINT two_stage_table_number CHECK (number > 0)
);
CREATE TRIGGER insert_only BEFORE UPDATE OR DELETE OR TRUNCATE ON two_stage_table FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
REVOKE UPDATE, DELETE ON two_stage_table FROM countersign_app;
CALL keep_records();
CALL keep_record_of('two_stage_table', 't.number::text', 't.number = $1::int', '''installation''');
