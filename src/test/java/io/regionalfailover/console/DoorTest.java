package io.regionalfailover.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DoorTest {
    private static final Door OPEN = new Door(true, Set.of());
    private static final Door CLOSED = new Door(false, Set.of("failover.example.com"));
    private static final Door.Knock LOCAL =
            new Door.Knock(Optional.of("localhost"), true, false, Optional.empty(), Optional.empty(), Optional.empty());

    private static Door.Knock host(String host) {
        return new Door.Knock(Door.host(host), true, false, Optional.empty(), Optional.empty(), Optional.empty());
    }

    private static Door.Knock with(Optional<String> origin, Optional<String> site) {
        return new Door.Knock(LOCAL.host(), true, false, origin, site, Optional.empty());
    }

    private static Door.Knock authorized(boolean overLoopback, String authorization) {
        return new Door.Knock(
                LOCAL.host(), overLoopback, false, Optional.empty(), Optional.empty(), Optional.of(authorization));
    }

    private static int status(Door.Answer answer) {
        return answer instanceof Door.Answer.Refused refused ? refused.status() : 200;
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "localhost:8080", "LOCALHOST:1", "127.0.0.1:8080", "[::1]:8080", "[::1]"})
    void thisMachineNeedsNoToken(String host) {
        assertThat(OPEN.toData(host(host))).isEqualTo(new Door.Answer.Open());
    }

    /** A name of somebody else that leads here (DNS rebinding), a name that only looks like ours, an address of the pod. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "evil.example",
                "evil.example:8080",
                "localhost.evil.example",
                "127.0.0.1.nip.io",
                "10.1.2.3:8080",
                "localhost@evil.example",
                "localhost:8080:8080",
                "localhost:x",
                "localhost:",
                "[::1",
                "[::1]x",
                "[::ffff:127.0.0.1]",
                "127.1",
                "2130706433",
                "localhost.",
                ""
            })
    void anotherNameIsServedNothing(String host) {
        assertThat(status(OPEN.toData(host(host)))).isEqualTo(421);
        assertThat(status(OPEN.toPage(host(host)))).isEqualTo(421);
    }

    @Test
    void noNameOrTwoIsServedNothing() {
        Door.Knock none =
                new Door.Knock(Optional.empty(), true, false, Optional.empty(), Optional.empty(), Optional.empty());
        assertThat(status(OPEN.toData(none))).isEqualTo(421);
    }

    @Test
    void whoSaysLocalhostFromElsewhereNeedsAToken() {
        Door.Knock far =
                new Door.Knock(LOCAL.host(), false, false, Optional.empty(), Optional.empty(), Optional.empty());
        assertThat(status(OPEN.toData(far))).isEqualTo(401);
        assertThat(OPEN.toPage(far)).as("the page tells nothing").isEqualTo(new Door.Answer.Open());
    }

    @Test
    void whatAProxyPassesOnNeedsAToken() {
        Door.Knock passed =
                new Door.Knock(LOCAL.host(), true, true, Optional.empty(), Optional.empty(), Optional.empty());
        assertThat(status(OPEN.toData(passed))).isEqualTo(401);
    }

    @Test
    void whereThisMachineIsNotTrustedItNeedsATokenToo() {
        assertThat(status(CLOSED.toData(LOCAL))).isEqualTo(401);
    }

    @Test
    void aNameThatWasGivenIsServedWithAToken() {
        assertThat(CLOSED.toPage(host("Failover.example.com"))).isEqualTo(new Door.Answer.Open());
        assertThat(status(CLOSED.toData(host("failover.example.com")))).isEqualTo(401);
        Door both = new Door(true, Set.of("failover.example.com"));
        assertThat(status(both.toData(host("failover.example.com"))))
                .as("only this machine's own names need none")
                .isEqualTo(401);
    }

    @ParameterizedTest
    @CsvSource({"cross-site", "same-site", "anything"})
    void aPageOfAnotherSiteIsToldNothing(String site) {
        assertThat(status(OPEN.toData(with(Optional.empty(), Optional.of(site)))))
                .isEqualTo(403);
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://evil.example", "null", "http://localhost.evil.example:8080", "localhost"})
    void aPageOfAnotherOriginIsToldNothing(String origin) {
        assertThat(status(OPEN.toData(with(Optional.of(origin), Optional.empty()))))
                .isEqualTo(403);
    }

    @Test
    void itsOwnPageIsTold() {
        assertThat(OPEN.toData(with(Optional.of("http://localhost:8080"), Optional.of("same-origin"))))
                .isEqualTo(new Door.Answer.Open());
        assertThat(OPEN.toData(with(Optional.empty(), Optional.of("none")))).isEqualTo(new Door.Answer.Open());
    }

    @Test
    void aTokenIsAskedAboutWhereverItComesFrom() {
        assertThat(OPEN.toData(authorized(false, "bearer  abc "))).isEqualTo(new Door.Answer.Ask("abc"));
        assertThat(OPEN.toData(authorized(true, "Bearer abc"))).isEqualTo(new Door.Answer.Ask("abc"));
        assertThat(status(OPEN.toData(authorized(true, "Basic abc")))).isEqualTo(401);
        assertThat(status(OPEN.toData(authorized(true, "Bearer ")))).isEqualTo(401);
        assertThat(status(OPEN.toData(authorized(true, "Bearer " + "a".repeat(20_000)))))
                .isEqualTo(401);
    }
}
