package io.regionalfailover.api.v1alpha1;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The names that a policy publishes, and where. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record DnsSpec(
        @ValidationRule(
                value = "self == oldSelf",
                messageExpression =
                        "'zone cannot be changed from ' + oldSelf + ' to ' + self + ': delete the policy and make it anew in the other zone'")
        @JsonPropertyDescription("The name of a DnsZone; cannot be changed")
        @Required
        @Size(min = 1, max = Api.NAME_LENGTH)
        String zone,

        @ValidationRule(
                value =
                        "self.all(d, self.exists_one(o, o.type == d.type && (o.name + '.').lowerAscii().replace('..', '.') == (d.name + '.').lowerAscii().replace('..', '.')))",
                messageExpression =
                        "'records: ' + self.map(d, !self.exists_one(o, o.type == d.type && (o.name + '.').lowerAscii().replace('..', '.') == (d.name + '.').lowerAscii().replace('..', '.')), d.name)[0] + ' is listed twice with one type: case and a dot at the end make no difference'")
        @ValidationRule(
                value =
                        "self.all(d, d.type != 'CNAME' || !self.exists(o, o.type != 'CNAME' && (o.name + '.').lowerAscii().replace('..', '.') == (d.name + '.').lowerAscii().replace('..', '.')))",
                messageExpression =
                        "'records: ' + self.map(d, d.type == 'CNAME' && self.exists(o, o.type != 'CNAME' && (o.name + '.').lowerAscii().replace('..', '.') == (d.name + '.').lowerAscii().replace('..', '.')), d.name)[0] + ' is a CNAME and has another type, too: a CNAME stands alone at its name'")
        @JsonPropertyDescription("The record sets to publish")
        @Required
        @Size(min = 1, max = 20)
        @ListMap({"name", "type"})
        List<RecordSpec> records,

        @JsonPropertyDescription(
                "How the DNS server chooses among the regions. For latency or geographic routing put an alias record above, each pointing to one weighted name")
        @Default("Weighted")
        Routing routing,

        @ValidationRule(
                value =
                        Rules.IS_DURATION
                                + " && duration(self) >= duration('1s') && duration(self) <= duration('1h') && duration(self).getMilliseconds() % 1000 == 0",
                messageExpression =
                        "'minTtl is ' + self + ': allowed is a duration from 1s to 1h in whole seconds, such as 5s'")
        @JsonPropertyDescription(
                "In embedded zones only: while a check fails, answers are kept for this time instead of a record's ttl, and for twice as long each minute after it; at most the least ttl of the records. Default: always for the ttl")
        @Pattern(Api.DURATION_PATTERN)
        @Size(max = Api.DURATION_LENGTH)
        @Nullable
        String minTtl,

        @JsonPropertyDescription(
                "true: take over the plain and weighted record sets that exist at these names and types and are not ours")
        @Default("false")
        boolean adopt,

        @JsonPropertyDescription(
                "When the policy is deleted: Retain keeps the last published answers, Restore publishes steady weights without the unhealthy regions, Delete removes the record sets")
        @Default("Retain")
        OnDelete onDelete,

        @JsonPropertyDescription(
                "true: the record sets hang on the health checks of the DnsZone's gate, so that traffic leaves a region also while Route 53's API is away. Needs mode Automatic, failover steps [100], and an instance in the gate for every region")
        @Default("false")
        boolean gate) {
    /** An absent field is {@code null} and gets its default. */
    public DnsSpec {
        records = List.copyOf(requireNonNullElse(records, List.of()));
        routing = requireNonNullElse(routing, Routing.WEIGHTED);
        onDelete = requireNonNullElse(onDelete, OnDelete.RETAIN);
    }
}
