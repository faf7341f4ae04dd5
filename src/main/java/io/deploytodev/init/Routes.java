package io.deploytodev.init;

import io.deploytodev.init.Finding.Sureness;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The addresses that a service's source answers, as far as lines of text tell: FastAPI, Flask, Express, Spring, Go, nginx. */
final class Routes {

    private static final String WELL_KNOWN =
            "(?:/(?:api|v\\d+|rest|internal))*/_?(?:healthz?|health[-_]?check|actuator/health|livez|liveness|alive|readyz|ready|readiness|up)";

    private static final Pattern QUOTED = Pattern.compile("[\"'`](?<path>" + WELL_KNOWN + "/?)[\"'`]");

    private static final Pattern LOCATION =
            Pattern.compile("^\\s*location\\s+(?:=\\s*|\\^~\\s*)?(?<path>" + WELL_KNOWN + "/?)\\s*\\{");

    /** Django and Rails write them without the slash. */
    private static final Pattern BARE = Pattern.compile(
            "\\b(?:re_)?path\\(\\s*r?[\"']\\^?(?<django>(?:api/)?health[a-z_-]*/?)\\$?[\"']|^\\s*get\\s+[\"'](?<rails>up|health[a-z]*)[\"']");

    private static final Pattern ANSWERS = Pattern.compile(
            "(?i)\\b(get|all|use|route|path|handle|handlefunc|createcontext|mapping|mapget|maphealthchecks|add_url_rule|add_route|add_get|case|match|when|url|uri|pathname)\\b|getmapping|requestmapping|===?|@path");

    private static final Pattern ASKS = Pattern.compile(
            "(?i)\\b(axios|fetch|requests\\.|httpx|supertest|resttemplate|webclient|curl|http\\.get\\(|client\\.|session\\.)");

    private static final Pattern COMMENT = Pattern.compile("^\\s*(#|//|\\*|/\\*|--)");

    private static final Pattern PREFIX = Pattern.compile(
            "(?:APIRouter|Blueprint)\\(.*?(?:url_)?prefix\\s*=\\s*[\"'](?<python>/[^\"']*)[\"']|^@RequestMapping\\(\\s*(?:(?:value|path)\\s*=\\s*)?\"(?<spring>/[^\"]*)\"");

    private static final Pattern MOUNTED = Pattern.compile(
            "include_router\\(.*prefix\\s*=|register_blueprint\\(.*url_prefix\\s*=|app\\.use\\(\\s*[\"']/.+[\"']\\s*,.*[rR]oute");

    private static final Pattern ALIKE = Pattern.compile("^\\s*def do_GET\\b");

    private static final List<String> BEST =
            List.of("health", "healthz", "actuator", "check", "live", "alive", "ready", "up");

    private final Path root;
    private final List<Path> files;

    private Routes(Path root, List<Path> files) {
        this.root = root;
        this.files = files;
    }

    /** @param context the directory that a service's image is built of, relative to the project */
    static Routes in(Path root, String context) {
        Path directory = root.resolve(context).normalize();
        return new Routes(root, directory.startsWith(root) ? SourceText.below(directory) : List.of());
    }

    /** The one that is asked for health, of several the one that says most. */
    Optional<HealthGuess> health() {
        List<HealthGuess> found = new ArrayList<>();
        boolean mounts = files.stream().anyMatch(file -> SourceText.lines(file).stream()
                .anyMatch(line -> MOUNTED.matcher(line).find()));
        for (Path file : files) {
            found.addAll(healthIn(file, mounts));
        }
        return found.stream()
                .min(Comparator.comparing(HealthGuess::sureness)
                        .thenComparingInt(guess -> rank(guess.path()))
                        .thenComparingInt(guess -> guess.path().length()))
                .or(this::actuator)
                .or(this::alike);
    }

    private List<HealthGuess> healthIn(Path file, boolean mounts) {
        List<HealthGuess> found = new ArrayList<>();
        List<String> lines = SourceText.lines(file);
        String prefix = lines.stream()
                .flatMap(line -> prefix(line).stream())
                .findFirst()
                .orElse("");
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            if (COMMENT.matcher(line).find()) {
                continue;
            }
            String from = new Place(SourceText.shown(root, file), i + 1).toString();
            Optional<String> path = path(line);
            boolean isOfARouter = line.matches("(?i).*(router|blueprint|\\bbp\\b).*") || !prefix.isEmpty();
            path.ifPresent(text -> found.add(new HealthGuess(
                    isOfARouter && !text.startsWith(prefix + "/") ? prefix + text : text,
                    from,
                    isOfARouter && mounts ? Sureness.UNSURE : Sureness.LIKELY)));
        }
        return found;
    }

    private static Optional<String> path(String line) {
        Matcher location = LOCATION.matcher(line);
        if (location.find()) {
            return Optional.of(location.group("path"));
        }
        Matcher quoted = QUOTED.matcher(line);
        if (quoted.find() && ANSWERS.matcher(line).find() && !ASKS.matcher(line).find()) {
            return Optional.of(quoted.group("path"));
        }
        Matcher bare = BARE.matcher(line);
        if (bare.find()) {
            return Optional.of("/" + (bare.group("django") == null ? bare.group("rails") : bare.group("django")));
        }
        return Optional.empty();
    }

    private static Optional<String> prefix(String line) {
        Matcher prefix = PREFIX.matcher(line);
        return prefix.find()
                ? Optional.of((prefix.group("python") == null ? prefix.group("spring") : prefix.group("python"))
                        .replaceFirst("/$", ""))
                : Optional.empty();
    }

    /** Spring Boot has it as soon as the library is there. */
    private Optional<HealthGuess> actuator() {
        return firstLine(Pattern.compile("spring-boot-starter-actuator"), "(pom\\.xml|build\\.gradle.*)")
                .map(place -> new HealthGuess("/actuator/health", place.toString(), Sureness.LIKELY));
    }

    /** A server of Python's own that never looks at the path answers each alike. */
    private Optional<HealthGuess> alike() {
        return firstLine(ALIKE, ".*\\.py")
                .filter(place -> SourceText.lines(root.resolve(place.file())).stream()
                        .noneMatch(line -> line.contains("self.path")))
                .map(place -> new HealthGuess("/", place + " (answers each path alike)", Sureness.LIKELY));
    }

    private Optional<Place> firstLine(Pattern wanted, String name) {
        for (Path file : files) {
            if (file.getFileName().toString().matches(name)) {
                List<String> lines = SourceText.lines(file);
                for (int i = 0; i < lines.size(); i++) {
                    if (wanted.matcher(lines.get(i)).find()) {
                        return Optional.of(new Place(SourceText.shown(root, file), i + 1));
                    }
                }
            }
        }
        return Optional.empty();
    }

    private static int rank(String path) {
        for (int i = 0; i < BEST.size(); i++) {
            if (path.endsWith(BEST.get(i)) || path.endsWith(BEST.get(i) + "/")) {
                return i;
            }
        }
        return BEST.size();
    }
}
