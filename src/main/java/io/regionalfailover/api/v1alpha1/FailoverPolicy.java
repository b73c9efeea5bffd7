package io.regionalfailover.api.v1alpha1;

import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn.Type;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Categories;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Version;

/** Which regions serve some DNS names, how each region's health is seen, and how traffic moves when a region fails. */
@Group(Api.GROUP)
@Version(Api.VERSION)
@Kind("FailoverPolicy")
@Plural("failoverpolicies")
@ShortNames("fop")
@Categories(Api.CATEGORY)
@AdditionalPrinterColumn(name = "Phase", jsonPath = ".status.phase")
@AdditionalPrinterColumn(name = "Serving", jsonPath = ".status.serving")
@AdditionalPrinterColumn(name = "Unhealthy", jsonPath = ".status.unhealthy")
@AdditionalPrinterColumn(name = "Ready", jsonPath = ".status.conditions[?(@.type==\"Ready\")].status")
@AdditionalPrinterColumn(name = "Failover-Ready", jsonPath = ".status.conditions[?(@.type==\"FailoverReady\")].status")
@AdditionalPrinterColumn(name = "Age", jsonPath = ".metadata.creationTimestamp", type = Type.DATE)
@AdditionalPrinterColumn(name = "Reason", jsonPath = ".status.reason", priority = 1)
@AdditionalPrinterColumn(name = "Epoch", jsonPath = ".status.plan.epoch", type = Type.INTEGER, priority = 1)
@AdditionalPrinterColumn(
        name = "Last-Failover",
        jsonPath = ".status.lastFailover.decidedAt",
        type = Type.DATE,
        priority = 1)
public final class FailoverPolicy extends CustomResource<FailoverPolicySpec, FailoverPolicyStatus>
        implements Namespaced {}
