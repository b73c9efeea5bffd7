package io.regionalfailover.training;

import java.util.concurrent.atomic.AtomicBoolean;

/** What Route 53 answers of a hosted zone that holds other people's record sets, and takes every change. */
final class CannedRoute53 {
    static final String VERSION = "2013-04-01";
    static final String ZONE = "Z0REHEARSAL";
    static final String APEX = "rehearsal.example";

    private static final String XMLNS = " xmlns=\"https://route53.amazonaws.com/doc/" + VERSION + "/\"";
    private static final String HEAD = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
    private static final String CHANGE = "<ChangeInfo><Id>/change/C1</Id><Status>INSYNC</Status>"
            + "<SubmittedAt>2026-11-23T04:00:00Z</SubmittedAt></ChangeInfo>";

    private final String listing;
    private final AtomicBoolean changed = new AtomicBoolean();
    private final AtomicBoolean asked = new AtomicBoolean();

    /** @param sets how many it holds */
    CannedRoute53(int sets) {
        StringBuilder all =
                new StringBuilder(HEAD + "<ListResourceRecordSetsResponse" + XMLNS + "><ResourceRecordSets>");
        for (int set = 0; set < sets; set++) {
            all.append("<ResourceRecordSet><Name>other-" + set + "." + APEX + ".</Name><Type>A</Type>"
                    + "<SetIdentifier>a</SetIdentifier><Weight>1</Weight><TTL>60</TTL><ResourceRecords><ResourceRecord>"
                    + "<Value>192.0.2." + set + "</Value></ResourceRecord></ResourceRecords></ResourceRecordSet>");
        }
        listing = all + "</ResourceRecordSets><IsTruncated>false</IsTruncated><MaxItems>300</MaxItems>"
                + "</ListResourceRecordSetsResponse>";
    }

    /** Whether something was changed, and it was asked what became of it. */
    boolean isPublished() {
        return changed.get() && asked.get();
    }

    String of(String method, String path) {
        if (path.contains("/change/")) {
            asked.set(true);
            return HEAD + "<GetChangeResponse" + XMLNS + ">" + CHANGE + "</GetChangeResponse>";
        }
        if (method.equals("POST")) {
            changed.set(true);
            return HEAD + "<ChangeResourceRecordSetsResponse" + XMLNS + ">" + CHANGE
                    + "</ChangeResourceRecordSetsResponse>";
        }
        if (path.contains("/rrset")) {
            return listing;
        }
        return HEAD + "<GetHostedZoneResponse" + XMLNS + "><HostedZone><Id>/hostedzone/" + ZONE + "</Id><Name>" + APEX
                + ".</Name><CallerReference>rehearsal</CallerReference><Config><PrivateZone>false</PrivateZone></Config>"
                + "<ResourceRecordSetCount>30</ResourceRecordSetCount></HostedZone><DelegationSet><NameServers>"
                + "<NameServer>ns1." + APEX + "</NameServer></NameServers></DelegationSet></GetHostedZoneResponse>";
    }
}
