package io.regionalfailover.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressPolicyTest {

    private static final AddressPolicy DEFAULT = AddressPolicy.of(AddressPolicy.DEFAULT_DENIED, List.of());

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "127.255.255.254",
                "169.254.169.254",
                "169.254.0.1",
                "0.0.0.0",
                "0.1.2.3",
                "224.0.0.1",
                "239.255.255.255",
                "255.255.255.255",
                "::1",
                "::",
                "fe80::1",
                "febf::1",
                "ff02::1",
                "fd00:ec2::254",
                // The metadata service, in disguise.
                "::ffff:169.254.169.254",
                "::169.254.169.254",
                "::ffff:0:169.254.169.254",
                "64:ff9b::169.254.169.254",
                "64:ff9b::a9fe:a9fe",
                "64:ff9b:1::169.254.169.254",
                "2002:a9fe:a9fe::1",
                "2002:7f00:1::",
                "2001:0:a9fe:a9fe::1",
                "2001:0:c000:201::5601:5601",
                "2001:db8::5efe:169.254.169.254",
                "2001:db8::200:5efe:127.0.0.1"
            })
    void deniesByDefault(String address) {
        assertThat(DEFAULT.denies(InetAddress.ofLiteral(address))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "198.51.100.10",
                "10.0.0.1",
                "126.255.255.255",
                "128.0.0.1",
                "169.253.255.255",
                "169.255.0.0",
                "223.255.255.255",
                "2001:db8::1",
                "fd00:ec2::253",
                "fec0::1",
                "64:ff9b::198.51.100.10",
                "2002:c633:640a::1"
            })
    void letsEverythingElsePass(String address) {
        assertThat(DEFAULT.denies(InetAddress.ofLiteral(address))).isFalse();
    }

    @Test
    void recognisesAMappedAddressThatJavaKeptAsIpv6() throws UnknownHostException {
        byte[] mapped = new byte[16];
        mapped[10] = (byte) 0xff;
        mapped[11] = (byte) 0xff;
        mapped[12] = 127;
        mapped[15] = 1;

        assertThat(DEFAULT.denies(Inet6Address.getByAddress("mapped", mapped, -1)))
                .isTrue();
    }

    @Test
    void anAllowedRangeIsAnException() {
        AddressPolicy laptop = AddressPolicy.of(AddressPolicy.DEFAULT_DENIED, List.of("127.0.0.0/8", "::1"));

        assertThat(laptop.denies(InetAddress.ofLiteral("127.0.0.2"))).isFalse();
        assertThat(laptop.denies(InetAddress.ofLiteral("::1"))).isFalse();
        assertThat(laptop.denies(InetAddress.ofLiteral("64:ff9b::127.0.0.1"))).isFalse();
        assertThat(laptop.denies(InetAddress.ofLiteral("169.254.169.254"))).isTrue();
    }

    @Test
    void anAllowedDisguiseDoesNotAllowWhatItHides() {
        AddressPolicy policy = AddressPolicy.of(AddressPolicy.DEFAULT_DENIED, List.of("64:ff9b::/96"));

        assertThat(policy.denies(InetAddress.ofLiteral("64:ff9b::169.254.169.254")))
                .isTrue();
    }

    @Test
    void readsRanges() {
        assertThat(AddressRange.parse("10.0.0.0/8")).hasToString("10.0.0.0/8");
        assertThat(AddressRange.parse("192.0.2.7")).isEqualTo(AddressRange.parse("192.0.2.7/32"));
        assertThat(AddressRange.parse("::ffff:10.0.0.0/104")).isEqualTo(AddressRange.parse("10.0.0.0/8"));
        assertThat(AddressRange.parse("0.0.0.0/0")
                        .contains(InetAddress.ofLiteral("8.8.8.8").getAddress()))
                .isTrue();
        assertThat(AddressRange.parse("0.0.0.0/0")
                        .contains(InetAddress.ofLiteral("::8").getAddress()))
                .isFalse();
        assertThat(AddressRange.parse("10.128.0.0/9")
                        .contains(InetAddress.ofLiteral("10.127.0.0").getAddress()))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "10",
                "10.1/8",
                "10.0.0.0/33",
                "10.0.0.0/",
                "10.0.0.0/-1",
                "fe80::/129",
                "host/8",
                "010.0.0.0/8",
                "1.2.3.4.5/8"
            })
    void refusesWhatIsNoRange(String text) {
        assertThatThrownBy(() -> AddressRange.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'" + text + "'");
    }
}
