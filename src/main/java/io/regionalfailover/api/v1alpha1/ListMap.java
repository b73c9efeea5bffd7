package io.regionalfailover.api.v1alpha1;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The list is a map: its entries are known by these fields, which are unique among them ({@code x-kubernetes-list-map-keys}). */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.FIELD, ElementType.METHOD})
public @interface ListMap {
    /** The fields that make the key, each required or with a default. */
    String[] value();
}
