/**
 * The custom resources of {@code regionalfailover.io/v1alpha1}, as people write them and as the API server stores them.
 *
 * <p>The files in {@code crds/} are generated from these types. A value read from the API server has every default filled in; a
 * value built in Java gets the same defaults from the record's constructor, where {@code null} stands for an absent field.
 * Reading is lenient (fields of a newer version are ignored), the schema is strict.
 */
@NullMarked
package io.regionalfailover.api.v1alpha1;

import org.jspecify.annotations.NullMarked;
