-- A person keeps views of several pages, each of which may open with one of them; those there are, are of the inbox.
ALTER TABLE saved_view ADD COLUMN page TEXT NOT NULL DEFAULT 'inbox';
ALTER TABLE saved_view ADD CONSTRAINT saved_view_page CHECK (page IN ('inbox', 'progress'));
DROP INDEX saved_view_user_id_name_key;
CREATE UNIQUE INDEX saved_view_user_id_page_name_key ON saved_view (user_id, page, name);
DROP INDEX saved_view_one_default;
CREATE UNIQUE INDEX saved_view_one_default ON saved_view (user_id, page) WHERE is_default;
