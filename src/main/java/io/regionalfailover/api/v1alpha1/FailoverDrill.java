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

/** A rehearsal: a policy leaves a region for a while, once or again and again, and returns by itself. */
@Group(Api.GROUP)
@Version(Api.VERSION)
@Kind("FailoverDrill")
@Plural("failoverdrills")
@ShortNames("fd")
@Categories(Api.CATEGORY)
@AdditionalPrinterColumn(name = "Policy", jsonPath = ".spec.policy")
@AdditionalPrinterColumn(name = "Region", jsonPath = ".spec.region")
@AdditionalPrinterColumn(name = "Phase", jsonPath = ".status.phase")
@AdditionalPrinterColumn(name = "Next", jsonPath = ".status.nextRunAt")
@AdditionalPrinterColumn(name = "Last-Result", jsonPath = ".status.lastRun.result")
@AdditionalPrinterColumn(name = "Age", jsonPath = ".metadata.creationTimestamp", type = Type.DATE)
@AdditionalPrinterColumn(name = "Time-To-Shift", jsonPath = ".status.lastRun.timeToShift", priority = 1)
@AdditionalPrinterColumn(name = "Time-To-Return", jsonPath = ".status.lastRun.timeToReturn", priority = 1)
@AdditionalPrinterColumn(name = "Message", jsonPath = ".status.message", priority = 1)
public final class FailoverDrill extends CustomResource<FailoverDrillSpec, FailoverDrillStatus> implements Namespaced {}
