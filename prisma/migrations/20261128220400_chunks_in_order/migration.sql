-- The root of a content is hashed over its chunks in the order of their keys, which their index has: sorting what a bitmap found took as
-- long again. Without statistics on the chunks, as after every large creation, the planner believes them to be few.
ALTER FUNCTION freeze_figures(uuid) SET enable_sort = off SET enable_bitmapscan = off SET enable_seqscan = off;
