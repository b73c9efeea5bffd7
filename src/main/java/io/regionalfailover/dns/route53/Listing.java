package io.regionalfailover.dns.route53;

import io.regionalfailover.dns.RecordSet;
import java.util.List;
import java.util.Optional;

/** A zone's record sets, page by page. The sets of one name always stand together. */
@FunctionalInterface
interface Listing {
    /** How many sets a page holds at most. */
    int PAGE = 300;

    /**
     * One page.
     *
     * @param from where it begins; empty: at the zone's first set
     */
    Page page(Optional<Cursor> from) throws Faulted;

    /**
     * Where a page begins: at the first set at or after this one.
     *
     * @param name as Route 53 takes or gave it
     * @param type of the set; empty: any
     * @param setIdentifier of the set; empty: any
     */
    record Cursor(String name, Optional<String> type, Optional<String> setIdentifier) {}

    /**
     * What a page held.
     *
     * @param sets in Route 53's order
     * @param next where the next page begins; empty after the last
     */
    record Page(List<RecordSet> sets, Optional<Cursor> next) {}
}
