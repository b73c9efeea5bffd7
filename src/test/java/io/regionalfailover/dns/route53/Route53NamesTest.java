package io.regionalfailover.dns.route53;

import static org.assertj.core.api.Assertions.assertThat;

import io.regionalfailover.dns.DnsName;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Route53NamesTest {
    @ParameterizedTest
    @CsvSource({
        "www.example.com., www.example.com",
        "www.example.com, www.example.com",
        "\\052.example.com., *.example.com",
        "_failover._any.example.com., _failover._any.example.com",
        "\\137failover.example.com., _failover.example.com",
        "A\\102c.example.com., abc.example.com",
        "a\\040b.example.com., a\\040b.example.com",
        "a\\056b.example.com., a\\056b.example.com",
        "a\\134b.example.com., a\\134b.example.com",
        "a\\351.example.com., a\\351.example.com",
    })
    void namesAreReadAsRoute53WritesThem(String given, String name) {
        assertThat(Route53Names.parsed(given)).contains(new DnsName(name));
    }

    @Test
    void theRootIsNoName() {
        assertThat(Route53Names.parsed(".")).isEmpty();
        assertThat(Route53Names.parsed("")).isEmpty();
    }

    @Test
    void namesAreWrittenAbsolute() {
        assertThat(Route53Names.written(new DnsName("*.example.com"))).isEqualTo("*.example.com.");
    }

    @Test
    void aFenceFollowsItsName() {
        DnsName shop = new DnsName("shop.example.com");
        DnsName wildcard = new DnsName("*.shop.example.com");
        List<DnsName> ordered = Stream.of(
                        new DnsName("zebra.example.com"),
                        shop.fence(),
                        wildcard.fence(),
                        new DnsName("apple.example.com"),
                        wildcard,
                        shop)
                .sorted(Route53Names.ABOUT_AS_LISTED)
                .toList();
        assertThat(ordered)
                .containsExactly(
                        new DnsName("apple.example.com"),
                        shop,
                        wildcard,
                        wildcard.fence(),
                        shop.fence(),
                        new DnsName("zebra.example.com"));
    }
}
