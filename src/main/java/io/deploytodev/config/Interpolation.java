package io.deploytodev.config;

import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Variables in values, as Compose writes them: {@code ${NAME}}, {@code ${NAME:-default}}, {@code ${NAME-default}},
 * {@code ${NAME:?why}}, {@code ${NAME?why}}, {@code $NAME}, and {@code $$} for a dollar sign.
 */
final class Interpolation {

    private static final Pattern VARIABLE = Pattern.compile(
            "\\$(?:(?<escaped>\\$)|\\{(?<braced>[A-Za-z_][A-Za-z0-9_]*)(?:(?<operator>:?[-?])(?<operand>[^}]*))?\\}|(?<plain>[A-Za-z_][A-Za-z0-9_]*))");

    private final Map<String, String> variables;

    Interpolation(Map<String, String> variables) {
        this.variables = Map.copyOf(variables);
    }

    /** @param problem hears of each variable that is needed and not set */
    String apply(String text, Consumer<String> problem) {
        Matcher matcher = VARIABLE.matcher(text);
        StringBuilder result = new StringBuilder();
        while (matcher.find()) {
            matcher.appendReplacement(result, Matcher.quoteReplacement(value(matcher, problem)));
        }
        return matcher.appendTail(result).toString();
    }

    private String value(Matcher matcher, Consumer<String> problem) {
        if (matcher.group("escaped") != null) {
            return "$";
        }
        String name = group(matcher, "braced") + group(matcher, "plain");
        String operator = group(matcher, "operator");
        String operand = group(matcher, "operand");
        String value = variables.get(name);
        if (value != null && !(operator.startsWith(":") && value.isEmpty())) {
            return value;
        }
        if (operator.endsWith("-")) {
            return operand;
        }
        problem.accept("the variable " + name + " is not set" + (operand.isEmpty() ? "" : ": " + operand));
        return "";
    }

    private static String group(Matcher matcher, String name) {
        String text = matcher.group(name);
        return text == null ? "" : text;
    }
}
