package io.regionalfailover.dns.route53;

import software.amazon.awssdk.core.SdkResponse;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.route53.model.ListResourceRecordSetsResponse;
import software.amazon.awssdk.services.route53.model.ResourceRecordSet;

/**
 * Keeps set identifiers whole. The SDK takes what stands before the last slash of an identifier for the path of an id and
 * leaves it out of what it returns; a deletion with the rest alone would match nothing. So slashes are put out of its sight
 * as soon as they come, and back when the set is read.
 */
final class ExactIdentifiers implements ExecutionInterceptor {
    /** Stands for a slash; a character of no script, which no identifier has. */
    private static final char HIDDEN = '\uE02F';

    @Override
    public SdkResponse modifyResponse(Context.ModifyResponse context, ExecutionAttributes attributes) {
        if (!(context.response() instanceof ListResourceRecordSetsResponse listing)) {
            return context.response();
        }
        return listing.toBuilder()
                .resourceRecordSets(listing.resourceRecordSets().stream()
                        .map(ExactIdentifiers::hidden)
                        .toList())
                .build();
    }

    /** An identifier as Route 53 gave it. */
    static String whole(String setIdentifier) {
        return setIdentifier.replace(HIDDEN, '/');
    }

    private static ResourceRecordSet hidden(ResourceRecordSet set) {
        String identifier = set.setIdentifier();
        return identifier == null || identifier.indexOf('/') < 0
                ? set
                : set.toBuilder().setIdentifier(identifier.replace('/', HIDDEN)).build();
    }
}
