package io.deploytodev.host;

import com.jcraft.jsch.ConfigRepository;
import com.jcraft.jsch.OpenSSHConfig;
import io.deploytodev.failure.DeployFailure;
import io.deploytodev.failure.FailureKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Makes a target of a host's name: as {@code ssh} would understand it, but for what the asker says himself. */
public final class SshResolver {

    /** More than anybody needs, and a configuration whose hosts jump through each other ends here. */
    private static final int MOST_JUMPS = 8;

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

    /** {@code [user@]host[:port]}, an IPv6 address in brackets, perhaps as a URI. */
    private static final Pattern JUMP =
            Pattern.compile("(?:ssh://)?(?:(?<user>[^@]+)@)?(?:\\[(?<v6>[^]]+)]|(?<host>[^:]+))(?::(?<port>\\d+))?/?");

    private static final List<String> USUAL_KEYS = List.of("id_rsa", "id_ecdsa", "id_ed25519");

    private final CommandRunner workstation;
    private final Map<String, String> environment;
    private final Path home;
    private final Optional<Path> file;

    public SshResolver(CommandRunner workstation, Map<String, String> environment, Path home) {
        this(workstation, environment, home, Optional.empty());
    }

    /** @param file instead of {@code ~/.ssh/config} and the machine's own */
    SshResolver(CommandRunner workstation, Map<String, String> environment, Path home, Optional<Path> file) {
        this.workstation = workstation;
        this.environment = Map.copyOf(environment);
        this.home = home;
        this.file = file;
    }

    /**
     * What deploy.yml says about a host; everything that it does not say is OpenSSH's.
     *
     * @param address a name, an address, or a Host of {@code ~/.ssh/config}
     * @param identities empty for those of the configuration
     */
    public record Wish(
            String name,
            String address,
            Optional<Integer> port,
            Optional<String> user,
            List<Path> identities,
            Optional<Path> knownHosts) {}

    /**
     * Resolves a host and all that lie before it.
     *
     * @throws DeployFailure of kind CONNECT when the SSH configuration cannot be used
     */
    public SshTarget resolve(Wish wish) {
        return resolve(wish, 0, null);
    }

    private SshTarget resolve(Wish wish, int depth, @Nullable List<SshTarget> given) {
        if (depth > MOST_JUMPS) {
            throw failure(
                    "The way to " + wish.address() + " goes through too many hosts.",
                    "After " + MOST_JUMPS + " jumps there is still another: do two hosts jump through each other?",
                    "Look at ProxyJump in ~/.ssh/config: ssh -G " + wish.address() + " | grep proxyjump");
        }
        SshSettings settings = settings(wish);
        if (given == null && settings.proxyCommand().isPresent()) {
            throw failure(
                    "The way to " + wish.address() + " is a ProxyCommand, which this tool does not run.",
                    "~/.ssh/config has: ProxyCommand " + settings.proxyCommand().get(),
                    "Use ProxyJump instead: Host " + wish.address() + ", ProxyJump JUMPHOST.");
        }
        Words words = new Words(wish.address(), settings);
        List<Path> identities = wish.identities().isEmpty()
                ? settings.identities().stream()
                        .map(words::path)
                        .filter(SshResolver::exists)
                        .toList()
                : wish.identities();
        SshTarget target = new SshTarget(
                wish.name(),
                settings.address(),
                settings.port(),
                settings.user(),
                identities,
                settings.certificates().stream().map(words::path).toList(),
                settings.identitiesOnly(),
                agent(settings, words),
                wish.knownHosts().map(List::of).orElseGet(() -> settings.knownHosts().stream()
                        .map(words::path)
                        .toList()),
                settings.hostKeyAlias(),
                List.of(),
                settings.connectTimeout().orElse(CONNECT_TIMEOUT));
        if (given != null) {
            return target.through(given);
        }
        return settings.jump().map(jump -> target.through(hops(jump, depth))).orElse(target);
    }

    /** As {@code ssh} does: the first may have jumps of its own, each further one is reached through those before. */
    private List<SshTarget> hops(String jump, int depth) {
        List<SshTarget> hops = new ArrayList<>();
        for (String text : jump.split(",", -1)) {
            Matcher matcher = JUMP.matcher(text.strip());
            if (!matcher.matches()) {
                throw failure(
                        "ProxyJump " + jump + " cannot be understood.",
                        text + " is not [user@]host[:port].",
                        "Correct it in ~/.ssh/config.");
            }
            String host = matcher.group("v6") == null ? matcher.group("host") : matcher.group("v6");
            Wish wish = new Wish(
                    host,
                    host,
                    Optional.ofNullable(matcher.group("port")).map(Integer::valueOf),
                    Optional.ofNullable(matcher.group("user")),
                    List.of(),
                    Optional.empty());
            SshTarget hop = resolve(wish, depth + 1, hops.isEmpty() ? null : List.of());
            hops.addAll(hop.jumps());
            hops.add(hop.through(List.of()));
        }
        return hops;
    }

    private SshSettings settings(Wish wish) {
        try {
            return workstation.run(OpenSshConfig.ask(file, wish.address(), wish.user(), wish.port()));
        } catch (CommandFailed e) {
            if (e.exitCode() == CommandFailed.NOT_STARTED) {
                return withoutClient(wish);
            }
            throw failure(
                    "Your SSH configuration cannot be used for " + wish.address() + ".",
                    String.join("\n", e.lastLines()),
                    "Correct what it says; the same is said by: ssh -G " + ShellQuoting.quote(List.of(wish.address())));
        }
    }

    /** A machine without OpenSSH: the library's own reader, which knows Host blocks, but neither Match nor Include. */
    private SshSettings withoutClient(Wish wish) {
        Path config = file.orElse(home.resolve(".ssh/config"));
        try {
            ConfigRepository.Config found = (exists(config)
                            ? OpenSSHConfig.parseFile(config.toString())
                            : OpenSSHConfig.parse(""))
                    .getConfig(wish.address());
            List<String> identities = values(found, "IdentityFile");
            return new SshSettings(
                    Optional.ofNullable(found.getHostname()).orElse(wish.address()),
                    wish.port().orElse(found.getPort() > 0 ? found.getPort() : 22),
                    wish.user().or(() -> Optional.ofNullable(found.getUser())).orElse(System.getProperty("user.name")),
                    identities.isEmpty()
                            ? USUAL_KEYS.stream().map(name -> "~/.ssh/" + name).toList()
                            : identities,
                    values(found, "CertificateFile"),
                    value(found, "IdentitiesOnly").filter("yes"::equals).isPresent(),
                    value(found, "IdentityAgent"),
                    value(found, "UserKnownHostsFile").map(OpenSshConfig::paths).orElse(List.of("~/.ssh/known_hosts")),
                    value(found, "HostKeyAlias"),
                    value(found, "ProxyJump").filter(jump -> !jump.equals("none")),
                    value(found, "ProxyCommand").filter(command -> !command.equals("none")),
                    Optional.empty());
        } catch (IOException e) {
            throw failure(
                    config + " cannot be read.", String.valueOf(e.getMessage()), "Correct it, or install OpenSSH.");
        }
    }

    private static List<String> values(ConfigRepository.Config config, String key) {
        String @Nullable [] values = config.getValues(key);
        return values == null
                ? List.of()
                : Stream.of(values).filter(value -> value != null).toList();
    }

    private static Optional<String> value(ConfigRepository.Config config, String key) {
        return Optional.ofNullable(config.getValue(key));
    }

    private Optional<Path> agent(SshSettings settings, Words words) {
        String named = settings.identityAgent().orElse("SSH_AUTH_SOCK");
        if (named.equalsIgnoreCase("none")) {
            return Optional.empty();
        }
        String socket = named;
        if (named.equals("SSH_AUTH_SOCK")) {
            socket = environment.getOrDefault(named, "");
        } else if (named.startsWith("$") && !named.startsWith("${")) {
            socket = environment.getOrDefault(named.substring(1), "");
        }
        return socket.isEmpty()
                ? Optional.empty()
                : Optional.of(words.path(socket)).filter(SshResolver::exists);
    }

    private static boolean exists(Path path) {
        return Files.exists(path);
    }

    private static DeployFailure failure(String what, String why, String next) {
        return new DeployFailure(FailureKind.CONNECT, what, why, next, List.of(), null);
    }

    /** Makes paths of what the configuration says, with its tokens and variables (ssh_config(5), TOKENS). */
    private final class Words {

        private static final Pattern TOKEN = Pattern.compile("%([%dhnpru])|\\$\\{(\\w+)}");

        private final String alias;
        private final SshSettings settings;

        Words(String alias, SshSettings settings) {
            this.alias = alias;
            this.settings = settings;
        }

        Path path(String text) {
            String expanded = TOKEN.matcher(text).replaceAll(match -> Matcher.quoteReplacement(value(match)));
            return expanded.startsWith("~/") ? home.resolve(expanded.substring(2)) : home.resolve(expanded);
        }

        private String value(java.util.regex.MatchResult match) {
            if (match.group(2) != null) {
                return environment.getOrDefault(match.group(2), "");
            }
            return switch (match.group(1)) {
                case "d" -> home.toString();
                case "h" -> settings.address();
                case "n" -> alias;
                case "p" -> Integer.toString(settings.port());
                case "r" -> settings.user();
                case "u" -> System.getProperty("user.name");
                default -> "%";
            };
        }
    }
}
