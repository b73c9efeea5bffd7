package io.regionalfailover.dns.route53;

import static org.assertj.core.api.Assertions.assertThat;

import io.regionalfailover.dns.DnsName;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BatchErrorsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Tried to create resource record set [name='www.example.com.', type='A'] but it already exists",
                "[Tried to create resource record set [name='www.example.com.', type='A'] but it already exists]",
                "[Tried to create resource record set [name='www.example.com.', type='A', set-identifier='Default'] but it already exists]",
                "Tried to delete resource record set [name='www.example.com.', type='A'] but it was not found",
                "[Tried to delete resource record set [name='www.example.com.', type='TXT'] but it was not found]",
                "Tried to delete resource record set [name='www.example.com.', type='A'] but the values provided do not match the current values",
                "[Tried to delete resource record set [name='www.example.com.', type='A', set-identifier='a'] but the values provided do not match the current values]",
                "[RRSet with DNS name www.example.com., type TXT, SetIdentifier bananas cannot be created as a non-weighted set exists with the same name and type.]",
                "RRSet with DNS name www.example.com., type CNAME cannot be created as other RRSets exist with the same name and type.",
                "[RRSet with DNS name www.example.com. and type A, SetIdentifier live cannot be created as weighted sets must contain the same TTL.]",
                "[RRSet of type CNAME with DNS name www.example.com. is not permitted because a conflicting RRSet of type A with the same DNS name already exists in zone example.com.]",
                "[RRSet of type CNAME with DNS name www.example.com. is not permitted as it conflicts with other records with the same DNS name in zone example.com.]",
            })
    void whatSomebodyElseChangedIsAConflictOfThatName(String message) {
        BatchErrors.Verdict verdict = BatchErrors.of(List.of(message));
        assertThat(verdict.conflict()).isTrue();
        assertThat(verdict.names()).containsExactly(new DnsName("www.example.com"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[Number of records limit of 1000 exceeded.]",
                "RDATA character limit of 32000 exceeded.",
                "[Exceeded limit MAX_RRSETS_BY_ZONE for zone: Z3HTIAEKH5JU4F]",
                "Cannot have more than 100 records in a RRSet.",
                "[The request contains an invalid set of changes]",
                "[Invalid Resource Record: 'FATAL problem: ARRDATAIllegalIPv4Address (Value is not a valid IPv4 address) encountered with '1.2.3'']",
                "[Invalid Resource Record: FATAL problem: InvalidCharacterString (Value should be enclosed in quotation marks) encountered with 'x']",
                "something that Route 53 never said before",
                "",
            })
    void whatCanNeverBeAppliedIsNoConflict(String message) {
        BatchErrors.Verdict verdict = BatchErrors.of(List.of(message));
        assertThat(verdict.conflict()).isFalse();
        assertThat(verdict.names()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[RRSet with DNS name www.example.net. is not permitted in zone example.com.]",
                "[RRSet of type CNAME with DNS name www.example.net. is not permitted at apex in zone example.com.]",
                "[The request contains an invalid set of changes for a resource record set 'A www.example.net.']",
            })
    void whatCanNeverBeAppliedIsBlamedOnTheNameThatIsSaid(String message) {
        BatchErrors.Verdict verdict = BatchErrors.of(List.of(message));
        assertThat(verdict.conflict()).isFalse();
        assertThat(verdict.names()).containsExactly(new DnsName("www.example.net"));
    }

    @Test
    void allMessagesOfOneBracketedStringCount() {
        BatchErrors.Verdict verdict = BatchErrors.of(
                List.of(
                        "[Tried to create resource record set [name='external-dns-cname-a.example.com.', type='TXT'] but it already exists, "
                                + "Tried to create resource record set [name='external-dns-a.example.com.', type='TXT'] but it already exists, "
                                + "Tried to delete resource record set [name='_failover.a.example.com.', type='TXT'] but the values provided do not match the current values]"));
        assertThat(verdict.conflict()).isTrue();
        assertThat(verdict.names())
                .containsExactlyInAnyOrder(
                        new DnsName("external-dns-cname-a.example.com"),
                        new DnsName("external-dns-a.example.com"),
                        new DnsName("_failover.a.example.com"));
    }

    @Test
    void theListAndTheBracketedStringComeToTheSame() {
        List<String> list = List.of(
                "Tried to create resource record set [name='a.example.com.', type='A', set-identifier='x'] but it already exists",
                "RRSet with DNS name b.example.com., type A, SetIdentifier bananas cannot be created as a non-weighted set exists with the same name and type.",
                "Tried to delete resource record set [name='c.example.com.', type='A'] but it was not found");
        assertThat(BatchErrors.of(List.of("[" + String.join(", ", list) + "]"))).isEqualTo(BatchErrors.of(list));
        assertThat(BatchErrors.of(list).names()).hasSize(3);
    }

    @Test
    void escapedNamesAreUnescaped() {
        BatchErrors.Verdict verdict = BatchErrors.of(
                List.of(
                        "[Tried to create resource record set [name='\\052.shop.example.com.', type='A'] but it already exists]"));
        assertThat(verdict.names()).containsExactly(new DnsName("*.shop.example.com"));
    }

    @Test
    void aConflictBesideAnInvalidChangeIsNoConflictAndBlamesTheInvalidChange() {
        BatchErrors.Verdict verdict = BatchErrors.of(Arrays.asList(
                "Tried to create resource record set [name='a.example.com.', type='A'] but it already exists",
                "RRSet with DNS name b.example.net. is not permitted in zone example.com."));
        assertThat(verdict.conflict()).isFalse();
        assertThat(verdict.names()).containsExactly(new DnsName("b.example.net"));
    }

    @Test
    void aMessageWithoutANameSpeaksOfTheWholeBatch() {
        BatchErrors.Verdict verdict = BatchErrors.of(
                List.of(
                        "[RRSet with DNS name b.example.net. is not permitted in zone example.com., Number of records limit of 1000 exceeded.]"));
        assertThat(verdict.conflict()).isFalse();
        assertThat(verdict.names()).isEmpty();
    }

    @Test
    void noMessagesAreNoConflict() {
        assertThat(BatchErrors.of(List.of()).conflict()).isFalse();
    }
}
