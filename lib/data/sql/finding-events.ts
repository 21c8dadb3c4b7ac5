/** SQL of what happened to finding `f`, the oldest first, as the jsonb of `FindingEvent` values (lib/domain/observing/finding-life) with their notes. */
export const EVENTS_SQL = `(select coalesce(jsonb_agg(jsonb_build_object('kind', e.kind, 'until', e.until, 'by', e.user_id, 'note', e.note) order by e.id), '[]')
  from finding_event e where e.finding_id = f.id)`;
