package io.regionalfailover.testing.crds;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceColumnDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.fabric8.kubernetes.client.CustomResource;
import io.regionalfailover.api.v1alpha1.ListMap;
import io.regionalfailover.api.v1alpha1.ListSet;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** Adds to a generated schema what its generator has no annotation for, or passes over. */
final class SchemaFinish {
    private SchemaFinish() {}

    /**
     * Makes the spec required, sets list types and keys, writes the default of every object as {@code {}} (the fields inside have their own), and puts
     * the printer columns into the order in which the kind lists them.
     */
    static void finish(CustomResourceDefinition crd, Class<? extends CustomResource<?, ?>> kind) {
        Type[] specAndStatus = ((ParameterizedType) kind.getGenericSuperclass()).getActualTypeArguments();
        for (var version : crd.getSpec().getVersions()) {
            JSONSchemaProps root = version.getSchema().getOpenAPIV3Schema();
            root.setRequired(List.of("spec"));
            finish(property(root, "spec"), specAndStatus[0]);
            finish(property(root, "status"), specAndStatus[1]);
            version.getAdditionalPrinterColumns().sort(Comparator.comparing(column -> position(kind, column)));
        }
    }

    private static void finish(JSONSchemaProps schema, Type type) {
        if (schema.getDefault() != null && schema.getDefault().isObject()) {
            schema.setDefault(JsonNodeFactory.instance.objectNode());
        }
        if (type instanceof ParameterizedType list && list.getRawType() == List.class) {
            finish(schema.getItems().getSchema(), list.getActualTypeArguments()[0]);
        } else if (type instanceof Class<?> object && object.isRecord()) {
            for (RecordComponent component : object.getRecordComponents()) {
                finishComponent(property(schema, nameOf(component)), component);
            }
        }
    }

    private static void finishComponent(JSONSchemaProps schema, RecordComponent component) {
        ListMap map = component.getAccessor().getAnnotation(ListMap.class);
        if (map != null) {
            schema.setXKubernetesListType("map");
            schema.setXKubernetesListMapKeys(List.of(map.value()));
        }
        if (component.getAccessor().isAnnotationPresent(ListSet.class)) {
            schema.setXKubernetesListType("set");
        }
        if (component.getType() == IntOrString.class) {
            finishNumberOrText(schema, component);
        }
        if (schema.getXKubernetesValidations() != null) {
            // The generator finds a rule on the component's field and on its accessor.
            schema.setXKubernetesValidations(
                    schema.getXKubernetesValidations().stream().distinct().toList());
        }
        finish(schema, component.getGenericType());
    }

    /** The generator passes over bounds of what may be a number or a text; each bound holds for its own type only. */
    private static void finishNumberOrText(JSONSchemaProps schema, RecordComponent component) {
        Method accessor = component.getAccessor();
        schema.setMinimum(accessor.getAnnotation(Min.class).value());
        schema.setMaximum(accessor.getAnnotation(Max.class).value());
        schema.setPattern(accessor.getAnnotation(Pattern.class).value());
    }

    private static String nameOf(RecordComponent component) {
        JsonProperty written = component.getAccessor().getAnnotation(JsonProperty.class);
        return written == null ? component.getName() : written.value();
    }

    private static JSONSchemaProps property(JSONSchemaProps schema, String name) {
        JSONSchemaProps property = schema.getProperties().get(name);
        if (property == null) {
            throw new IllegalStateException(
                    "no property " + name + " in " + schema.getProperties().keySet());
        }
        return property;
    }

    private static int position(Class<?> kind, CustomResourceColumnDefinition column) {
        return Arrays.stream(kind.getAnnotationsByType(AdditionalPrinterColumn.class))
                .map(AdditionalPrinterColumn::name)
                .toList()
                .indexOf(column.getName());
    }
}
