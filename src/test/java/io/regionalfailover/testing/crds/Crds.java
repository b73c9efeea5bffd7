package io.regionalfailover.testing.crds;

import io.fabric8.crdv2.generator.CRDGenerator;
import io.fabric8.crdv2.generator.CRDPostProcessor;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.CustomResource;
import io.regionalfailover.api.v1alpha1.DnsZone;
import io.regionalfailover.api.v1alpha1.FailoverDrill;
import io.regionalfailover.api.v1alpha1.FailoverPolicy;
import io.regionalfailover.api.v1alpha1.Region;
import io.regionalfailover.api.v1alpha1.RegionDrain;
import io.regionalfailover.api.v1alpha1.TrafficShift;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The custom resource definitions: as the model says, and as they stand in {@code crds/}. */
public final class Crds {
    /** Where the definitions are checked in, seen from the project's folder. */
    public static final Path FOLDER = Path.of("crds");

    /** The copy of that folder that Helm packs, since a chart holds all its files itself. */
    public static final Path CHART_FOLDER = Path.of("helm", "regional-failover-operator", "files", "crds");

    private static final Map<String, Class<? extends CustomResource<?, ?>>> KINDS = Map.of(
            "dnszones.regionalfailover.io", DnsZone.class,
            "failoverdrills.regionalfailover.io", FailoverDrill.class,
            "failoverpolicies.regionalfailover.io", FailoverPolicy.class,
            "regiondrains.regionalfailover.io", RegionDrain.class,
            "regions.regionalfailover.io", Region.class,
            "trafficshifts.regionalfailover.io", TrafficShift.class);

    private static final String HEADER =
            "# Generated from io.regionalfailover.api.v1alpha1 by `make crds`. Do not edit.\n";

    private Crds() {}

    /** File name to content, for every kind of the model. */
    public static SortedMap<String, String> generate() {
        SortedMap<String, String> files = new TreeMap<>();
        KINDS.forEach((name, kind) -> files.put(name + ".yaml", HEADER + generate(kind)));
        return files;
    }

    /**
     * File name to content, as checked in; empty if there is no such folder.
     *
     * @throws UncheckedIOException if the folder cannot be read
     */
    public static SortedMap<String, String> checkedIn() {
        return checkedIn(FOLDER);
    }

    /**
     * File name to content of one of the folders; empty if there is no such folder.
     *
     * @throws UncheckedIOException if the folder cannot be read
     */
    public static SortedMap<String, String> checkedIn(Path folder) {
        SortedMap<String, String> files = new TreeMap<>();
        if (!Files.isDirectory(folder)) {
            return files;
        }
        try (var paths = Files.list(folder)) {
            for (Path path : paths.toList()) {
                files.put(folder.relativize(path).toString(), Files.readString(path));
            }
            return files;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Makes both folders say what the model says.
     *
     * @throws UncheckedIOException if a file cannot be written
     */
    public static void write() {
        write(FOLDER);
        write(CHART_FOLDER);
    }

    private static void write(Path folder) {
        try {
            Files.createDirectories(folder);
            for (String stale : checkedIn(folder).keySet()) {
                Files.delete(folder.resolve(stale));
            }
            for (var file : generate().entrySet()) {
                Files.writeString(folder.resolve(file.getKey()), file.getValue());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String generate(Class<? extends CustomResource<?, ?>> kind) {
        var output = new CRDGenerator.AbstractCRDOutput<ByteArrayOutputStream>() {
            private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

            @Override
            protected ByteArrayOutputStream createStreamFor(String crdName) {
                return bytes;
            }
        };
        new CRDGenerator()
                .customResourceClasses(kind)
                .forCRDVersions("v1")
                .withMinQuotes(true)
                .withPostProcessor(finisher(kind))
                .withOutput(output)
                .generate();
        String yaml = output.bytes.toString(StandardCharsets.UTF_8);
        // The generator's own header names the generator, ours names what to do.
        return yaml.substring(yaml.indexOf("apiVersion:"));
    }

    private static CRDPostProcessor finisher(Class<? extends CustomResource<?, ?>> kind) {
        return new CRDPostProcessor() {
            @Override
            public HasMetadata process(HasMetadata crd, String crdSpecVersion) {
                SchemaFinish.finish((CustomResourceDefinition) crd, kind);
                return crd;
            }
        };
    }
}
