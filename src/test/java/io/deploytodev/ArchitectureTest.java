package io.deploytodev;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.ArchConfiguration;
import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaConstructorCall;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaStaticInitializer;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The shape of the code: who may know whom, which library stays where, and a few habits. */
class ArchitectureTest {

    private static final String BASE = "io.deploytodev.";

    /** A package may use every package of a later tier, and none of its own tier. */
    private static final List<Set<String>> TIERS = List.of(
            Set.of("cli"),
            Set.of("schedule", "dashboard", "init"),
            Set.of("deploy", "ops"),
            Set.of("serving"),
            Set.of("connection", "secret"),
            Set.of("rollout", "plan", "backup"),
            Set.of("readiness", "checks", "sync", "release", "checkout"),
            Set.of("pipeline", "docker"),
            Set.of("host"),
            Set.of("event", "failure", "cron"));

    /** Beside the tiers: what each of these may use. */
    private static final Map<String, Set<String>> ASIDE =
            Map.of("config", Set.of("failure", "cron"), "console", Set.of("event"));

    /** Beside the tiers: who may use each of these. */
    private static final Map<String, Set<String>> SEEN_BY = Map.of(
            "config",
            Set.of("cli", "deploy", "ops", "serving", "secret", "connection", "schedule", "init"),
            "console",
            Set.of("cli"));

    private static final int LONGEST_FILE = 320;

    private static final JavaClasses MAIN = imported("target/classes");

    private static final JavaClasses MAIN_AND_TESTS = imported("target/classes", "target/test-classes");

    /** Without what the classes of the libraries and of Java look like inside, which takes long and nobody asks. */
    private static JavaClasses imported(String... directories) {
        ArchConfiguration.get().setResolveMissingDependenciesFromClassPath(false);
        return new ClassFileImporter().importPaths(directories);
    }

    @ParameterizedTest
    @MethodSource("packages")
    void eachPackageKnowsOnlyThoseThatItMayKnow(String name) {
        String[] known = Stream.concat(Stream.of(name), mayUse(name).stream())
                .map(other -> BASE + other + "..")
                .toArray(String[]::new);
        classes()
                .that()
                .resideInAPackage(BASE + name + "..")
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(known).or(not(resideInAPackage(BASE + "."))))
                .allowEmptyShould(true)
                .check(MAIN);
    }

    @Test
    void theTableOfDirectionsSaysWhatTheDesignSays() {
        assertThat(mayUse("plan"))
                .contains("docker", "readiness", "failure")
                .doesNotContain("rollout", "deploy", "config", "console");
        assertThat(mayUse("cli")).contains("deploy", "config", "console", "host");
        assertThat(mayUse("pipeline")).containsExactlyInAnyOrder("host", "event", "failure", "cron");
        assertThat(mayUse("failure")).isEmpty();
        assertThat(mayUse("readiness")).doesNotContain("sync", "release", "config");
    }

    @Test
    void thereIsNoPackageThatTheDesignDoesNotName() {
        Set<String> there = MAIN.stream()
                .map(JavaClass::getPackageName)
                .map(name -> name.substring(BASE.length()))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(there).isNotEmpty().isSubsetOf(packages().toList());
    }

    @Test
    void packagesDoNotDependOnEachOtherInCircles() {
        slices().matching(BASE + "(*)..").should().beFreeOfCycles().check(MAIN);
    }

    @ParameterizedTest
    @CsvSource({
        "com.jcraft.jsch.., host",
        "org.apache.commons.exec.., host",
        "com.github.dockerjava.., docker",
        "picocli.., cli",
        "org.jline.., console",
        "org.yaml.snakeyaml.., config",
        "com.cronutils.., cron",
        "org.apache.commons.compress.., sync",
        "org.postgresql.., readiness",
        "org.neo4j.., readiness",
        "redis.clients.., readiness",
    })
    void aLibraryStaysInTheOnePackageThatIsMadeForIt(String library, String home) {
        noClasses()
                .that()
                .resideOutsideOfPackage(BASE + home + "..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(library)
                .check(MAIN);
    }

    @Test
    void planningDoesNoInputAndNoOutput() {
        noClasses()
                .that()
                .resideInAPackage(BASE + "plan..")
                .should()
                .dependOnClassesThat(resideInAnyPackage("java.io..", "java.nio..", "java.net..", BASE + "host..")
                        .or(DescribedPredicate.describe(
                                "the engine", other -> other.getSimpleName().equals("Engine"))))
                .check(MAIN);
    }

    @Test
    void thePipelineKnowsNoHost() {
        noClasses()
                .that()
                .resideInAPackage(BASE + "pipeline..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(BASE + "host..")
                .check(MAIN);
    }

    @Test
    void onlyTheEdgePrints() {
        JavaClasses core = MAIN.that(not(resideInAnyPackage(BASE + "cli..", BASE + "console..")));
        NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS.check(core);
        noClasses()
                .should()
                .accessTargetWhere(access("printStackTrace", Throwable.class::isAssignableFrom))
                .check(core);
    }

    @Test
    void onlyTheCommandLineEndsTheProgramOrReadsItsEnvironment() {
        noClasses()
                .that()
                .resideOutsideOfPackage(BASE + "cli..")
                .should()
                .accessTargetWhere(access("exit", System.class::equals))
                .orShould()
                .accessTargetWhere(access("getenv", System.class::equals))
                .check(MAIN);
    }

    @Test
    void nobodySleeps() {
        noClasses()
                .should()
                .accessTargetWhere(access("sleep", type -> type == Thread.class || type == TimeUnit.class))
                .because("whoever waits, waits for a fact")
                .check(MAIN_AND_TESTS);
    }

    @Test
    void nothingStaticIsSetAnew() {
        fields().that().areStatic().and(areWritten()).should().beFinal().check(MAIN);
    }

    @Test
    void nothingStaticHoldsWhatCanChange() {
        noClasses()
                .should()
                .callConstructorWhere(DescribedPredicate.describe(
                        "a static field is given something that changes", ArchitectureTest::makesStaticMutable))
                .check(MAIN);
        // Constants are put together by one, too; so the fields themselves are looked at.
        noFields().that().areStatic().should().haveRawType(StringBuilder.class).check(MAIN);
    }

    @Test
    void noPackageIsADrawerForEverything() {
        assertThat(MAIN_AND_TESTS.stream().map(JavaClass::getPackageName))
                .noneMatch(name -> name.matches(".*\\.(util|utils|common|misc|helper|helpers)(\\..*)?"));
    }

    @Test
    void everyPackageIsNullMarked() {
        assertThat(MAIN.stream().map(JavaClass::getPackage).distinct())
                .isNotEmpty()
                .allMatch(each -> each.isAnnotatedWith(NullMarked.class));
    }

    @Test
    void noFileIsLongerThanOneCanReadInOneGo() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src"))) {
            List<Path> java =
                    files.filter(file -> file.toString().endsWith(".java")).toList();
            assertThat(java).isNotEmpty().allSatisfy(file -> assertThat(Files.readAllLines(file))
                    .as("lines of %s", file)
                    .hasSizeLessThanOrEqualTo(LONGEST_FILE));
        }
    }

    static Stream<String> packages() {
        return Stream.concat(TIERS.stream().flatMap(Collection::stream), ASIDE.keySet().stream())
                .sorted();
    }

    private static Set<String> mayUse(String name) {
        Set<String> allowed = new HashSet<>(ASIDE.getOrDefault(name, Set.of()));
        boolean below = false;
        for (Set<String> tier : TIERS) {
            if (below) {
                allowed.addAll(tier);
            }
            below |= tier.contains(name);
        }
        SEEN_BY.forEach((seen, by) -> {
            if (by.contains(name)) {
                allowed.add(seen);
            }
        });
        return allowed;
    }

    private static DescribedPredicate<JavaAccess<?>> access(String method, Predicate<Class<?>> owner) {
        return DescribedPredicate.describe(
                method,
                access -> access.getTarget().getName().equals(method)
                        && owner.test(access.getTargetOwner().reflect()));
    }

    /** The compiler's own fields, such as the array of an enum's values, are none of ours. */
    private static DescribedPredicate<JavaField> areWritten() {
        return DescribedPredicate.describe(
                "are written by hand", field -> !field.getModifiers().contains(JavaModifier.SYNTHETIC));
    }

    private static boolean makesStaticMutable(JavaConstructorCall call) {
        if (!(call.getOrigin() instanceof JavaStaticInitializer)
                || !call.getTargetOwner().getPackageName().startsWith("java.")) {
            return false;
        }
        Class<?> made = call.getTargetOwner().reflect();
        return Stream.of(Collection.class, Map.class).anyMatch(type -> type.isAssignableFrom(made))
                || made.getPackageName().equals("java.util.concurrent.atomic");
    }
}
