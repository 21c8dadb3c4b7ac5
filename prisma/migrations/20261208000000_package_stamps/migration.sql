-- When a package was stamped and by which service, as its time stamp says (docs/decisions/0052-time-stamps.md); null of one without. Neither has
-- a value in the rows there are.
alter table package add column stamped_at timestamptz(3), add column stamped_by text;
alter table package add constraint package_stamped check ((stamped_at is null) = (stamped_by is null));
call keep_records();
