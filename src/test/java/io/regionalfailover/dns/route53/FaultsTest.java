package io.regionalfailover.dns.route53;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.util.Set;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.route53.model.Route53Exception;

class FaultsTest {
    private static final String ACTION = "route53:ChangeResourceRecordSets";

    private final Faults faults = new Faults("Z1");

    @Test
    void whatFailedBeforeTheRequestLeftChangedNothing() {
        assertThat(sent(new ConnectException("Connection refused"))).isInstanceOf(Fault.NotSent.class);
        assertThat(sent(new UnknownHostException("route53.amazonaws.com")))
                .isEqualTo(new Fault.NotSent("Route 53 cannot be reached: unknown host route53.amazonaws.com"));
        assertThat(sent(new NoRouteToHostException("No route to host"))).isInstanceOf(Fault.NotSent.class);
        assertThat(sent(new SocketTimeoutException("Connect timed out"))).isInstanceOf(Fault.NotSent.class);
        assertThat(sent(new SSLHandshakeException("PKIX path building failed")
                        .initCause(new CertificateException("unable to find valid certification path"))))
                .isInstanceOf(Fault.NotSent.class);
    }

    @Test
    void whatFailedLaterIsInDoubt() {
        assertThat(sent(new SocketTimeoutException("Read timed out")))
                .isEqualTo(new Fault.InDoubt("Route 53 did not answer " + ACTION + " in time"));
        assertThat(sent(new SocketException("Connection reset"))).isInstanceOf(Fault.InDoubt.class);
        assertThat(sent(new SocketException("Unexpected end of file from server")))
                .isInstanceOf(Fault.InDoubt.class);
        assertThat(sent(new SSLHandshakeException("Received fatal alert: certificate_required")))
                .isInstanceOf(Fault.InDoubt.class);
        assertThat(faults.of(new IllegalStateException("a bug"), ACTION, begun()))
                .isInstanceOf(Fault.InDoubt.class);
    }

    @Test
    void whatNobodyWatchedIsInDoubt() {
        RuntimeException thrown = SdkClientException.create("Unable to load credentials");
        assertThat(faults.of(thrown, ACTION, new Transmission())).isInstanceOf(Fault.InDoubt.class);
        assertThat(faults.of(thrown, ACTION, notBegun())).isInstanceOf(Fault.Refusal.class);
    }

    @Test
    void credentialsThatCannotBeFetchedAreNoRefusal() {
        RuntimeException thrown =
                SdkClientException.create("Failed to load credentials from IMDS", new ConnectException("refused"));
        assertThat(faults.of(thrown, ACTION, notBegun())).isInstanceOf(Fault.NotSent.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 302, 408, 500, 502, 503, 504})
    void anAnswerThatSaysNothingIsInDoubt(int status) {
        assertThat(answered(status, null, "<html>try later</html>")).isInstanceOf(Fault.InDoubt.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 403, 404, 407})
    void anAnswerThatIsNotRoute53sIsInDoubt(int status) {
        assertThat(answered(status, null, "<html><body>Blocked by proxy</body></html>"))
                .isInstanceOf(Fault.InDoubt.class);
    }

    @Test
    void theDocumentOfTheApiReferenceIsUnderstood() {
        String document = """
                <?xml version="1.0" encoding="UTF-8"?>
                <InvalidChangeBatch xmlns="https://route53.amazonaws.com/doc/2013-04-01/">
                  <Messages>
                    <Message>Tried to create resource record set [name='a.example.com.', type='A'] but it already exists</Message>
                    <Message>Tried to delete resource record set [name='\\052.b.example.com.', type='A'] but it was not found</Message>
                  </Messages>
                  <RequestId>7eb28fd5</RequestId>
                </InvalidChangeBatch>""";
        assertThat(answered(400, null, document))
                .isInstanceOfSatisfying(
                        Fault.Conflict.class,
                        conflict -> assertThat(conflict.names())
                                .extracting(Object::toString)
                                .containsExactlyInAnyOrder("a.example.com", "*.b.example.com"));
    }

    @Test
    void aDocumentThatReachesOutIsNotRead() {
        String document = "<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/hostname\">]>"
                + "<InvalidChangeBatch><Messages><Message>&e;</Message></Messages></InvalidChangeBatch>";
        assertThat(BatchDocument.messages(document.getBytes(StandardCharsets.UTF_8)))
                .isEmpty();
    }

    @Test
    void messagesAreOneLineOfAtMost256Characters() {
        assertThat(answered(403, "AccessDenied", "line\nline " + "x".repeat(1_000)))
                .isInstanceOfSatisfying(Fault.Refusal.class, refusal -> {
                    assertThat(refusal.names()).isEqualTo(Set.of());
                    assertThat(refusal.message())
                            .hasSize(256)
                            .doesNotContain("\n")
                            .startsWith("The credentials may not");
                });
    }

    private Fault sent(Throwable cause) {
        return faults.of(SdkClientException.create("Unable to execute HTTP request", cause), ACTION, begun());
    }

    private Fault answered(int status, @Nullable String code, String body) {
        AwsErrorDetails.Builder details = AwsErrorDetails.builder()
                .errorMessage(code == null ? "" : body)
                .rawResponse(SdkBytes.fromUtf8String(body));
        if (code != null) {
            details.errorCode(code);
        }
        return faults.of(
                (RuntimeException) Route53Exception.builder()
                        .statusCode(status)
                        .awsErrorDetails(details.build())
                        .build(),
                ACTION,
                begun());
    }

    private static Transmission begun() {
        Transmission transmission = notBegun();
        transmission.begin();
        return transmission;
    }

    private static Transmission notBegun() {
        Transmission transmission = new Transmission();
        transmission.watch();
        return transmission;
    }
}
