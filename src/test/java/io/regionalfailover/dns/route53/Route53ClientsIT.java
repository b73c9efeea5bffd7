package io.regionalfailover.dns.route53;

import static org.assertj.core.api.Assertions.assertThat;

import io.regionalfailover.testing.process.TiedProcess;
import io.regionalfailover.testing.route53.Route53StandIn;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The environment alone says where Route 53 is and who asks. */
class Route53ClientsIT {
    private static final Duration LONGEST = Duration.ofSeconds(60);

    private final Route53StandIn standIn = Route53StandIn.start();
    private final String zoneId = standIn.createZone("example.com");

    @TempDir
    private Path folder;

    @AfterEach
    void stop() {
        standIn.close();
    }

    @Test
    void endpointAndKeyComeFromTheEnvironmentAndNoRegionIsNeeded() {
        String said = said(command()
                .env("AWS_ENDPOINT_URL_ROUTE_53", standIn.endpoint().toString())
                .env("AWS_ACCESS_KEY_ID", "AKIDENVIRONMENT")
                .env("AWS_SECRET_ACCESS_KEY", "secret"));
        assertThat(said).contains("Named[", "apex=example.com");
        assertThat(standIn.requests())
                .singleElement()
                .satisfies(request -> assertThat(request.accessKeyId()).isEqualTo("AKIDENVIRONMENT"));
    }

    @Test
    void withoutCredentialsTheSentenceSaysSo() {
        String said = said(
                command().env("AWS_ENDPOINT_URL_ROUTE_53", standIn.endpoint().toString()));
        assertThat(said).contains("failure=REFUSED", "No AWS credentials for hosted zone " + zoneId);
        assertThat(standIn.requests()).isEmpty();
    }

    private TiedProcess.Command command() {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return TiedProcess.command(
                        folder.resolve("said.txt"),
                        java,
                        "-XX:TieredStopAtLevel=1",
                        "-Duser.home=" + folder,
                        "-cp",
                        System.getProperty("java.class.path"),
                        EnvironmentMain.class.getName(),
                        zoneId)
                .env("HOME", folder.toString())
                .env("AWS_EC2_METADATA_DISABLED", "true")
                .withoutEnv("AWS_REGION")
                .withoutEnv("AWS_DEFAULT_REGION")
                .withoutEnv("AWS_PROFILE")
                .withoutEnv("AWS_ACCESS_KEY_ID")
                .withoutEnv("AWS_SECRET_ACCESS_KEY")
                .withoutEnv("AWS_SESSION_TOKEN")
                .withoutEnv("AWS_WEB_IDENTITY_TOKEN_FILE")
                .withoutEnv("AWS_CONTAINER_CREDENTIALS_FULL_URI")
                .withoutEnv("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI");
    }

    private static String said(TiedProcess.Command command) {
        try (TiedProcess process = command.start()) {
            assertThat(process.waitFor(LONGEST)).contains(0);
            return process.logTail(100);
        }
    }
}
