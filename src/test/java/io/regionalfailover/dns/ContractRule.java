package io.regionalfailover.dns;

/** What the rest of the operator relies on in a provider, by name. */
public enum ContractRule {
    READ_BACK("what was written is read back byte for byte"),
    MISSING_NAME("a name without record sets is missing"),
    COMPARE_AND_SWAP("a batch that deletes the fence read and creates the next replaces both fence and weights"),
    DELETE_BEFORE_CREATE("a set that is deleted may be created anew in the same batch, as it was or otherwise"),
    RETURN_TO_FORMER("a set may be created again as it once was"),
    STALE_FENCE("a batch that deletes a fence of an earlier epoch is fenced, says which fence, and changes nothing"),
    EXACT_DELETE("a deletion with another value, TTL or weight than the zone holds is fenced"),
    DELETE_OF_MISSING("a deletion of a set that does not exist is fenced"),
    CREATE_OF_EXISTING("a creation of a set that exists is fenced"),
    CREATE_BESIDE_OTHER_ROUTING("a weighted set beside a plain one of its name and type is fenced"),
    ALL_OR_NOTHING("of a batch with one conflict nothing is applied"),
    ALL_CONFLICTS_NAMED("a batch with several conflicts names all of them"),
    DELETE_BY_NAME("a deletion leaves sets of other names with the same set identifier alone"),
    NEVER_EMPTY("no plan leaves a name without an answer or with weights of 0, and none on the way"),
    FOREIGN_STANDS(
            "what others have at a name and beside it stays as it is, and a name that they answer for is not taken"),
    DELETE_ONLY_OWN("a policy that leaves takes its own record sets and fences along and nothing else"),
    OUTSIDE_NAME_REFUSED("a name outside the zone is refused, and named"),
    VALUES_LIMIT("a batch of more record values than the limit is refused"),
    CHARACTERS_LIMIT("a batch of more characters than the limit is refused"),
    WEIGHTED_ANSWERS("each answer is of one region, as often as its weight says"),
    ALIAS_READ_BACK("a weighted alias, also at the apex, is read back as it was written"),
    ALIAS_EXACT_DELETE("an alias is deleted by its very target, and a deletion with another target is fenced"),
    PAGES("names spread over several pages are read, with few requests"),
    PAGE_INSIDE_NAME("a name whose sets lie on two pages is read once and in full"),
    LOST_REPLY("a change whose reply is lost is unknown, is sent once, and is found by reading"),
    THROTTLING("more requests than the account may send are throttled and change nothing"),
    PENDING("a change is pending before it is in force"),
    IN_FORCE("a change comes into force"),
    UNKNOWN_CHANGE("an unknown change is refused"),
    UNKNOWN_ZONE("an unknown zone is refused"),
    NAMESERVERS("the zone names its servers and its apex");

    private final String sentence;

    ContractRule(String sentence) {
        this.sentence = sentence;
    }

    /** The rule in words. */
    public String sentence() {
        return sentence;
    }
}
