-- Which rows of a comparison a person has marked as reviewed, in a version at a hash.
CREATE TABLE "reviewed_row" (
    "version_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "version_hash" BYTEA NOT NULL,
    "item_key" TEXT COLLATE "C" NOT NULL,
    "reviewed_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "reviewed_row_pkey" PRIMARY KEY ("version_id","user_id","version_hash","item_key")
);
