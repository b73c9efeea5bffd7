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

/** An order: some policies of a namespace leave regions, or may return to them, for a time. */
@Group(Api.GROUP)
@Version(Api.VERSION)
@Kind("TrafficShift")
@Plural("trafficshifts")
@ShortNames("ts")
@Categories(Api.CATEGORY)
@AdditionalPrinterColumn(name = "Away-From", jsonPath = ".spec.awayFrom")
@AdditionalPrinterColumn(name = "Return-To", jsonPath = ".spec.returnTo")
@AdditionalPrinterColumn(name = "Phase", jsonPath = ".status.phase")
@AdditionalPrinterColumn(name = "Expires", jsonPath = ".status.expiresAt")
@AdditionalPrinterColumn(name = "Age", jsonPath = ".metadata.creationTimestamp", type = Type.DATE)
@AdditionalPrinterColumn(name = "Requested-By", jsonPath = ".spec.requestedBy", priority = 1)
@AdditionalPrinterColumn(name = "Reason", jsonPath = ".spec.reason", priority = 1)
@AdditionalPrinterColumn(name = "Message", jsonPath = ".status.message", priority = 1)
public final class TrafficShift extends CustomResource<TrafficShiftSpec, OrderStatus> implements Namespaced {}
