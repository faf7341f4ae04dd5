package io.deploytodev.checks;

import java.util.Locale;
import java.util.regex.Pattern;

/** What it means that a registry or an engine does not hand out an image: they say it in many ways. */
public final class PullRefusal {

    private static final Pattern NO_NAME = Pattern.compile("invalid reference format|must be lowercase");
    private static final Pattern NO_SPACE = Pattern.compile("no space left on device");
    private static final Pattern TOO_OFTEN = Pattern.compile("toomanyrequests|rate limit");
    private static final Pattern DENIED =
            Pattern.compile("denied|unauthorized|authentication required|no basic auth credentials|forbidden");
    private static final Pattern NOT_FOUND = Pattern.compile("manifest unknown|not found|does not exist");
    private static final Pattern UNREACHABLE = Pattern.compile(
            "no such host|connection refused|timeout|timed out"
                    + "|network is unreachable|no route to host|deadline exceeded|proxyconnect|tls|x509|eof|server misbehaving");

    private PullRefusal() {}

    /** Whether somebody with a login may well get it. */
    public static boolean asksForLogin(String said) {
        return is(DENIED, said) || is(TOO_OFTEN, said);
    }

    /** In a sentence. */
    public static String cause(String said) {
        if (is(NO_NAME, said)) {
            return "That is no image's name.";
        }
        if (is(NO_SPACE, said)) {
            return "The disk of the dev host is full.";
        }
        if (is(TOO_OFTEN, said)) {
            return "The registry lets nobody pull so often without a login.";
        }
        if (is(DENIED, said)) {
            return "The registry refuses it: it asks for a login, or there is no such repository.";
        }
        if (is(NOT_FOUND, said) && !is(UNREACHABLE, said)) {
            return "The registry has no such image, or not with this tag.";
        }
        return is(UNREACHABLE, said) ? "The dev host does not reach the registry." : "The engine says why:";
    }

    /** What to do about it. */
    public static String next(String said, String image) {
        if (is(NO_NAME, said)) {
            return "Correct image in the compose files, or the variable that it comes from.";
        }
        if (is(NO_SPACE, said)) {
            return "Make room on the host: docker system df, docker image prune.";
        }
        if (is(TOO_OFTEN, said) || is(DENIED, said)) {
            return "Check the name; if it is right, on the host, as the account that deploys: docker login "
                    + (registry(image).equals("registry-1.docker.io") ? "" : registry(image) + " ")
                    + "&& docker pull " + image;
        }
        if (is(NOT_FOUND, said) && !is(UNREACHABLE, said)) {
            return "Correct the name or the tag of the image in the compose files.";
        }
        return "On the host: docker pull " + image
                + " ; see to its network, name server and proxy, or bring the image from" + " here: docker save "
                + image + " | ssh HOST docker load";
    }

    private static boolean is(Pattern cause, String said) {
        return cause.matcher(said.toLowerCase(Locale.ROOT)).find();
    }

    /** The part before the first slash, where it looks like a host; else the one that Docker means. */
    public static String registry(String image) {
        String first = image.contains("/") ? image.substring(0, image.indexOf('/')) : "";
        return first.contains(".") || first.contains(":") || first.equals("localhost") ? first : "registry-1.docker.io";
    }
}
