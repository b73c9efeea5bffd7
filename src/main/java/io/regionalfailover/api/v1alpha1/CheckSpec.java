package io.regionalfailover.api.v1alpha1;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A probe that runs once per region, and how its results count. Exactly one kind of probe is set. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
        value =
                "[has(self.http), has(self.tcp), has(self.dns), has(self.grpc), has(self.workload), has(self.prometheus)].exists_one(x, x)",
        messageExpression =
                "'check ' + self.name + ' has' + (has(self.http) ? ' http' : '') + (has(self.tcp) ? ' tcp' : '') + (has(self.dns) ? ' dns' : '') + (has(self.grpc) ? ' grpc' : '') + (has(self.workload) ? ' workload' : '') + (has(self.prometheus) ? ' prometheus' : '') + (has(self.http) || has(self.tcp) || has(self.dns) || has(self.grpc) || has(self.workload) || has(self.prometheus) ? '' : ' no probe') + ': exactly one of http, tcp, dns, grpc, workload and prometheus is allowed'")
@ValidationRule(
        value = "!has(self.timeout) || !self.timeout.matches('" + Rules.DURATION + "') || !self.interval.matches('"
                + Rules.DURATION + "') || duration(self.timeout) <= duration(self.interval)",
        messageExpression =
                "'timeout ' + self.timeout + ' is longer than interval ' + self.interval + ': a probe ends before the next one starts; allowed is at most the interval'",
        fieldPath = ".timeout")
public record CheckSpec(
        @JsonPropertyDescription("How status, events and metrics name it")
        @Required
        @Size(min = 1, max = Api.LABEL_LENGTH)
        @ValidationRule(value = Rules.IS_LABEL, messageExpression = Rules.LABEL_MESSAGE)
        String name,

        @JsonPropertyDescription("Critical: a failing check makes its region Unhealthy. Warning: it is only shown")
        @Default("Critical")
        Severity severity,

        @ValidationRule(
                value = Rules.IS_DURATION + " && duration(self) >= duration('1s') && duration(self) <= duration('5m')",
                messageExpression = "'interval is ' + self + ': allowed is a duration from 1s to 5m, such as 5s'")
        @JsonPropertyDescription("From the start of one probe to the start of the next, from 1s to 5m")
        @Default(CheckSpec.DEFAULT_INTERVAL)
        @Pattern(Api.DURATION_PATTERN)
        @Size(max = Api.DURATION_LENGTH)
        String interval,

        @ValidationRule(
                value = Rules.IS_DURATION
                        + " && duration(self) >= duration('100ms') && duration(self) <= duration('60s')",
                messageExpression = "'timeout is ' + self + ': allowed is a duration from 100ms to 60s, such as 2s'")
        @JsonPropertyDescription(
                "How long a probe may take as a whole, from 100ms to 60s, at most the interval. Default: the smaller of 2s and half the interval")
        @Pattern(Api.DURATION_PATTERN)
        @Size(max = Api.DURATION_LENGTH)
        @Nullable
        String timeout,

        @JsonPropertyDescription("How many failures in a row make the check fail") @Default("3") @Min(1) @Max(20)
        Integer failureThreshold,

        @JsonPropertyDescription("How many successes in a row make it pass again") @Default("3") @Min(1) @Max(20)
        Integer successThreshold,

        @JsonPropertyDescription(
                "Anywhere: every instance of the operator tries it. Region: only the one that stands in the checked region can")
        @Default("Anywhere")
        CheckFrom from,

        @JsonPropertyDescription("Passes when an HTTP request is answered as expected") @Nullable
        HttpCheckSpec http,

        @JsonPropertyDescription("Passes when a TCP connection is made") @Nullable
        TcpCheckSpec tcp,

        @JsonPropertyDescription("Passes when a resolver returns at least one record") @Nullable
        DnsCheckSpec dns,

        @JsonPropertyDescription("Passes when grpc.health.v1 answers SERVING") @Nullable
        GrpcCheckSpec grpc,

        @JsonPropertyDescription("Passes when enough of a workload in the region's cluster are available") @Nullable
        WorkloadCheckSpec workload,

        @JsonPropertyDescription("Fails when a query's value does; without a value nobody can tell") @Nullable
        PrometheusCheckSpec prometheus) {
    /** From the start of one probe to the start of the next, unless the check says otherwise. */
    public static final String DEFAULT_INTERVAL = "5s";

    /** Failures in a row until a check fails, and successes in a row until it passes again, unless it says otherwise. */
    public static final int DEFAULT_THRESHOLD = 3;

    private static final Duration LONGEST_DEFAULT_TIMEOUT = Duration.ofSeconds(2);

    /** An absent field is {@code null} and gets its default. */
    public CheckSpec {
        severity = requireNonNullElse(severity, Severity.CRITICAL);
        interval = requireNonNullElse(interval, DEFAULT_INTERVAL);
        failureThreshold = requireNonNullElse(failureThreshold, DEFAULT_THRESHOLD);
        successThreshold = requireNonNullElse(successThreshold, DEFAULT_THRESHOLD);
        from = requireNonNullElse(from, CheckFrom.ANYWHERE);
    }

    /**
     * The timeout that holds: the one that is set, else the smaller of 2 s and half the interval.
     *
     * @throws IllegalArgumentException if interval or timeout is not a duration, which the schema refuses
     */
    public Duration effectiveTimeout() {
        if (timeout != null) {
            return Durations.parse(timeout);
        }
        Duration half = Durations.parse(interval).dividedBy(2);
        return half.compareTo(LONGEST_DEFAULT_TIMEOUT) < 0 ? half : LONGEST_DEFAULT_TIMEOUT;
    }
}
