package io.regionalfailover;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Clock;
import java.time.InstantSource;
import java.util.Date;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** What may know what. A rule that fails says why it is there. */
class ArchitectureTest {

    private static final String BASE = "io.regionalfailover";

    /** The rooms, and which others each may look into. A new room gets a line here, and a reason to exist. */
    private static final Map<String, Set<String>> MAY_SEE = Map.ofEntries(
            Map.entry("decision", Set.of()),
            Map.entry("api", Set.of()),
            Map.entry("health", Set.of("decision")),
            Map.entry("dns", Set.of("decision")),
            Map.entry("placement", Set.of("decision")),
            Map.entry("peers", Set.of("decision")),
            Map.entry("console", Set.of()),
            Map.entry("operator", Set.of("decision", "api", "health", "dns", "placement", "peers", "console")),
            Map.entry("simulation", Set.of("decision", "api", "health", "dns", "placement", "peers", "operator")),
            Map.entry("training", Set.of()),
            Map.entry("kubectl", Set.of("decision", "api", "simulation", "training")));

    private static final JavaClasses CODE = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(BASE);

    @Test
    void everyClassStandsInAKnownRoom() {
        Set<String> rooms = new TreeSet<>();
        for (JavaClass found : CODE) {
            rooms.add(room(found));
        }
        assertThat(rooms)
                .as("a room without a line in MAY_SEE has no rule about what it may import")
                .isSubsetOf(MAY_SEE.keySet())
                .contains("decision", "api", "health", "dns");
    }

    @Test
    void roomsLookInwardOnly() {
        MAY_SEE.forEach((room, seen) -> {
            var hidden = MAY_SEE.keySet().stream()
                    .filter(other -> !other.equals(room) && !seen.contains(other))
                    .map(ArchitectureTest::inside)
                    .toArray(String[]::new);
            if (hidden.length > 0) {
                noClasses()
                        .that()
                        .resideInAPackage(inside(room))
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage(hidden)
                        .allowEmptyShould(true)
                        .because(
                                "imports point inward: siblings never know each other, and only the operator wires them;"
                                        + " what two rooms share belongs into the decision's vocabulary")
                        .check(CODE);
            }
        });
    }

    @Test
    void theDecisionIsPure() {
        classes()
                .that()
                .resideInAPackage(inside("decision"))
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage("java..", inside("decision"), "org.jspecify.annotations")
                        .and(DescribedPredicate.not(effects())))
                .because(
                        "the decision turns facts into a proposal and does nothing else: no library, no input or output,"
                                + " no thread, no log. That is what lets a simulation replay it and a test drive it")
                .check(CODE);
    }

    @Test
    void theClusterStaysOutside() {
        noClasses()
                .that()
                .resideOutsideOfPackages(
                        inside("api"),
                        inside("operator"),
                        inside("placement"),
                        inside("kubectl"),
                        inside("simulation.input"))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.fabric8..", "io.javaoperatorsdk..", "io.quarkus..", "io.quarkiverse..", "jakarta..")
                .because(
                        "probes and DNS providers work without Kubernetes and without a container, so that their tests do")
                .check(CODE);
    }

    @Test
    void aProviderKeepsItsLibraryToItself() {
        noClasses()
                .that()
                .resideOutsideOfPackages(inside("dns.route53"))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("software.amazon.awssdk..")
                .because("everybody else speaks to DNS through DnsProvider; another provider must not change them")
                .check(CODE);
    }

    @Test
    void theCommandStandsAlone() {
        noClasses()
                .that()
                .resideInAPackage(inside("kubectl"))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.quarkus..", "io.javaoperatorsdk..", "io.vertx..", "jakarta..", "org.jboss..")
                .because(
                        "kubectl failover starts in less than a second, without the operator's container and its libraries")
                .check(CODE);
        noClasses()
                .that()
                .resideOutsideOfPackages(inside("kubectl"), inside("simulation.command"))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("picocli..")
                .because("the operator's image does not have it")
                .check(CODE);
    }

    @Test
    void packagesFormNoCycle() {
        slices().matching(BASE + ".(**)")
                .should()
                .beFreeOfCycles()
                .because(
                        "packages that need each other are one package, and nobody can read it from one end to the other")
                .check(CODE);
    }

    @Test
    void onlyTheOperatorHasAClock() {
        noClasses()
                .that()
                .resideOutsideOfPackage(inside("operator"))
                .and()
                .doNotHaveFullyQualifiedName(BASE + ".kubectl.Main")
                .should()
                .accessTargetWhere(readsTimeOrWaits())
                .because(
                        "time is a parameter (Facts.now, an InstantSource) and waiting is a timer's task: a clock two calls"
                                + " deep cannot be simulated. Only the operator's wiring makes one, and the command's main class")
                .check(CODE);
    }

    @Test
    void nobodyPrints() {
        noClasses()
                .should()
                .accessTargetWhere(prints())
                .because("what people should know is in status, events and the structured log")
                .check(CODE);
    }

    @Test
    void everyClassIsNamedForWhatItIs() {
        noClasses()
                .should()
                .haveSimpleNameEndingWith("Utils")
                .orShould()
                .haveSimpleNameEndingWith("Util")
                .orShould()
                .haveSimpleNameContaining("Helper")
                .orShould()
                .haveSimpleNameEndingWith("Manager")
                .because("such a name says nothing about what is inside, so everything ends up there")
                .check(CODE);
    }

    @Test
    void nullIsSaidAloudEverywhere() {
        Set<String> unmarked = new TreeSet<>();
        for (JavaClass found : CODE) {
            if (!found.getPackage().isAnnotatedWith(NullMarked.class)) {
                unmarked.add(found.getPackageName());
            }
        }
        assertThat(unmarked)
                .as("packages without a package-info.java that says @NullMarked: the compiler checks no null there")
                .isEmpty();
    }

    private static String inside(String room) {
        return BASE + "." + room + "..";
    }

    private static String room(JavaClass found) {
        var inner = found.getPackageName().substring(BASE.length());
        return inner.isEmpty() ? found.getName() : inner.substring(1).split("\\.", 2)[0];
    }

    private static DescribedPredicate<JavaClass> effects() {
        return resideInAnyPackage(
                        "java.io",
                        "java.nio..",
                        "java.net..",
                        "java.util.concurrent..",
                        "java.util.logging",
                        "java.sql..")
                .or(DescribedPredicate.describe(
                        "is a source of effects",
                        found -> found.isEquivalentTo(Thread.class)
                                || found.isEquivalentTo(System.class)
                                || found.isEquivalentTo(System.Logger.class)
                                || found.isEquivalentTo(Runtime.class)));
    }

    private static DescribedPredicate<JavaAccess<?>> readsTimeOrWaits() {
        return DescribedPredicate.describe("reads the time or waits", access -> {
            var target = access.getTarget();
            var owner = target.getOwner();
            var name = target.getName();
            return switch (name) {
                case "now" -> resideInAPackage("java.time").test(owner) && !takesAClock(target);
                case "nanoTime", "currentTimeMillis" -> owner.isEquivalentTo(System.class);
                case "sleep" -> owner.getPackageName().startsWith("java.");
                case "parkNanos", "parkUntil" -> owner.getName().equals("java.util.concurrent.locks.LockSupport");
                case "<init>" -> owner.isEquivalentTo(Date.class) && takesNothing(target);
                case "getInstance" -> owner.getName().equals("java.util.Calendar");
                case "system" -> owner.isEquivalentTo(InstantSource.class);
                default -> owner.isEquivalentTo(Clock.class) && (name.startsWith("system") || name.startsWith("tick"));
            };
        });
    }

    private static DescribedPredicate<JavaAccess<?>> prints() {
        return DescribedPredicate.describe("prints", access -> {
            var target = access.getTarget();
            return switch (target.getName()) {
                case "out", "err" -> target.getOwner().isEquivalentTo(System.class);
                case "printStackTrace" -> takesNothing(target);
                default -> false;
            };
        });
    }

    private static boolean takesAClock(AccessTarget target) {
        return target instanceof AccessTarget.CodeUnitAccessTarget code
                && code.getRawParameterTypes().stream().anyMatch(type -> type.isEquivalentTo(Clock.class));
    }

    private static boolean takesNothing(AccessTarget target) {
        return target instanceof AccessTarget.CodeUnitAccessTarget code
                && code.getRawParameterTypes().isEmpty();
    }
}
