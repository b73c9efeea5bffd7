package io.regionalfailover.dns.route53;

import io.regionalfailover.dns.DnsName;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the messages of an {@code InvalidChangeBatch} say: whether the zone is not what the batch believed (a conflict: read
 * again), or whether the batch itself can never be applied. Route 53 sends them one by one or all in one string, in
 * brackets and separated by commas.
 */
final class BatchErrors {
    private static final Pattern CONFLICT = Pattern.compile("but it already exists"
            + "|but it was not found"
            + "|do not match the current values"
            + "|exists? with the same name and type"
            + "|conflicting RRSet"
            + "|conflicts with other records"
            + "|must contain the same TTL");

    private static final Pattern NEXT_MESSAGE = Pattern.compile(
            "[,;]\\s+(?=Tried to |RRSet |The request |Invalid |InvalidChangeBatch|Duplicate |Exceeded |Number of "
                    + "|RDATA |Cannot |FATAL |A HostedZone |The resource |The value|Value )");

    private static final List<Pattern> NAMES = List.of(
            Pattern.compile("\\bname='([^']+)'"),
            Pattern.compile("\\bDNS name ([^\\s,\\]]+\\.[^\\s,\\]]*)"),
            Pattern.compile("\\bresource record set '(?:[A-Z0-9]+ )?([^'\\s]+)'"));

    private BatchErrors() {}

    /**
     * What the messages come to.
     *
     * @param conflict true: somebody else changed the zone since it was read
     * @param names of the changes at fault, as far as they are named
     * @param message all messages in one sentence
     */
    record Verdict(boolean conflict, Set<DnsName> names, String message) {}

    static Verdict of(List<String> messages) {
        Set<DnsName> conflicting = new LinkedHashSet<>();
        Set<DnsName> invalid = new LinkedHashSet<>();
        boolean anyInvalid = false;
        boolean namelessInvalid = false;
        List<String> each = messages.stream().flatMap(m -> split(m).stream()).toList();
        for (String message : each) {
            Set<DnsName> names = names(message);
            if (CONFLICT.matcher(message).find()) {
                conflicting.addAll(names);
            } else {
                anyInvalid = true;
                namelessInvalid |= names.isEmpty();
                invalid.addAll(names);
            }
        }
        String sentence = String.join("; ", each);
        if (!anyInvalid && !each.isEmpty()) {
            return new Verdict(true, conflicting, sentence);
        }
        // A message without a name speaks of the batch as a whole: leaving out the named ones would not help.
        return new Verdict(false, namelessInvalid ? Set.of() : invalid, sentence);
    }

    private static List<String> split(String message) {
        String text = message.strip();
        if (text.startsWith("[") && text.endsWith("]")) {
            text = text.substring(1, text.length() - 1);
        }
        List<String> parts = new ArrayList<>();
        for (String part : NEXT_MESSAGE.split(text, -1)) {
            if (!part.isBlank()) {
                parts.add(part.strip());
            }
        }
        return parts;
    }

    private static Set<DnsName> names(String message) {
        Set<DnsName> names = new LinkedHashSet<>();
        for (Pattern pattern : NAMES) {
            Matcher matcher = pattern.matcher(message);
            while (matcher.find()) {
                Route53Names.parsed(matcher.group(1)).ifPresent(names::add);
            }
        }
        return names;
    }
}
