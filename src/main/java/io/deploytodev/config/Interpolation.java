package io.deploytodev.config;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Variables in values, as Compose writes them: {@code ${NAME}}, {@code $NAME}, {@code ${NAME:-default}}, {@code
 * ${NAME:?why}}, {@code ${NAME:+instead}}, the same without the colon, and {@code $$} for a dollar sign. What follows
 * the operator may hold variables itself.
 */
final class Interpolation {

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    private static final Pattern BRACED =
            Pattern.compile("(?<name>[A-Za-z_][A-Za-z0-9_]*)(?:(?<operator>:?[-?+])(?<operand>.*))?", Pattern.DOTALL);

    /** Deeper than anybody writes by hand, and far from what the stack bears. */
    private static final int DEEPEST = 8;

    /** Not all that is secret, but what messages must not quote when it stands in the wrong place. */
    private static final Pattern SECRET_NAME =
            Pattern.compile("PASS|PWD|SECRET|TOKEN|CREDENTIAL|KEY$", Pattern.CASE_INSENSITIVE);

    private final Map<String, String> variables;
    private final Map<String, String> secrets = new HashMap<>();

    Interpolation(Map<String, String> variables) {
        this.variables = Map.copyOf(variables);
    }

    /** @param problem hears of each variable that is needed and not set, and of what is no variable at all */
    String apply(String text, Consumer<String> problem) {
        return apply(text, problem, 0);
    }

    /** Value to name of the secret variables that were put in so far. */
    Map<String, String> secrets() {
        return Map.copyOf(secrets);
    }

    private String apply(String text, Consumer<String> problem, int depth) {
        StringBuilder result = new StringBuilder();
        int at = 0;
        for (int dollar = text.indexOf('$'); dollar >= 0; dollar = text.indexOf('$', at)) {
            result.append(text, at, dollar);
            int end = depth > DEEPEST ? -1 : endOfReference(text, dollar + 1);
            if (end < 0) {
                problem.accept("a variable is written ${NAME}, and a dollar sign $$");
                return "";
            }
            result.append(value(text.substring(dollar + 1, end), problem, depth));
            at = end;
        }
        return result.append(text, at, text.length()).toString();
    }

    /** Where what stands after a dollar sign ends; -1 when it is no reference. */
    private static int endOfReference(String text, int start) {
        if (text.startsWith("$", start)) {
            return start + 1;
        }
        if (text.startsWith("{", start)) {
            return afterClosingBrace(text, start + 1);
        }
        Matcher name = PLAIN.matcher(text).region(start, text.length());
        return name.lookingAt() ? name.end() : -1;
    }

    private static int afterClosingBrace(String text, int start) {
        int open = 1;
        for (int i = start; i < text.length(); i++) {
            if (text.charAt(i) == '}') {
                open--;
            } else if (text.startsWith("${", i)) {
                open++;
            }
            if (open == 0) {
                return i + 1;
            }
        }
        return -1;
    }

    private String value(String reference, Consumer<String> problem, int depth) {
        if (reference.equals("$")) {
            return "$";
        }
        boolean braced = reference.startsWith("{");
        Matcher matcher = BRACED.matcher(braced ? reference.substring(1, reference.length() - 1) : reference);
        if (!matcher.matches()) {
            problem.accept("$" + reference + " is not a variable; a dollar sign is written $$");
            return "";
        }
        String name = matcher.group("name");
        String operator = group(matcher, "operator");
        String operand = group(matcher, "operand");
        String value = variables.get(name);
        boolean isSet = value != null && !(operator.startsWith(":") && value.isEmpty());
        if (operator.endsWith("+")) {
            return isSet ? apply(operand, problem, depth + 1) : "";
        }
        if (value != null && isSet) {
            if (SECRET_NAME.matcher(name).find()) {
                secrets.put(value, name);
            }
            return value;
        }
        if (operator.endsWith("-")) {
            return apply(operand, problem, depth + 1);
        }
        problem.accept("the variable " + name + " is not set" + (operand.isEmpty() ? "" : ": " + operand));
        return "";
    }

    private static String group(Matcher matcher, String name) {
        String text = matcher.group(name);
        return text == null ? "" : text;
    }
}
