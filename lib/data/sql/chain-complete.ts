import { approvedSql, isRecordedSql } from './fragments';
import { LISTING_DUE_SQL } from './listing-due';

/** SQL of whether the approved version of chain `c`, which is drafted, was made from content that is another now, and nobody accepted that. */
const STALE_SQL = `(not ${isRecordedSql('c')} and exists (select from version v join version_input i on i.version_id = v.id join version u on u.id = i.upstream_id
    join version now on now.chain_id = u.chain_id and ${approvedSql('now')}
   where v.chain_id = c.id and ${approvedSql('v')} and now.content_hash <> i.content_hash and not exists (select from stale_acceptance s
     where s.version_id = v.id and s.upstream_id = now.id and s.content_hash = now.content_hash)))`;

/** SQL of whether chain `c` in lane `l` has nothing left to do, by what lists it now. */
export const COMPLETE_SQL = `exists (select from chain_figures f where f.chain_id = c.id and f.complete) and not ${LISTING_DUE_SQL} and not ${STALE_SQL}`;
