/** SQL of the files that people sent for reports, as a table in brackets: uploads, and evidence. One file may stand in it several times. */
export const SENT_FILES_SQL = `(select up.sha256, up.file_name, up.cycle_report_id from upload up
    union all select ev.sha256, ev.file_name, ec.cycle_report_id from evidence ev join chain ec on ec.id = ev.chain_id)`;
