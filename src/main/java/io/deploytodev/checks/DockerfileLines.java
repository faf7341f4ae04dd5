package io.deploytodev.checks;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The instructions of a Dockerfile, each with all its lines, without comments. */
final class DockerfileLines {

    private static final Pattern INSTRUCTION = Pattern.compile("\\s*([A-Za-z]+)\\s+(.*)");
    private static final Pattern HERE = Pattern.compile("<<-?\\s*[\"']?([A-Za-z_]\\w*)[\"']?");

    private DockerfileLines() {}

    /** An instruction in capitals, and what stands behind it. */
    record Instruction(String name, String rest) {}

    static List<Instruction> of(String text) {
        char escape = text.lines().limit(5).anyMatch(line -> line.matches("(?i)#\\s*escape\\s*=\\s*`.*")) ? '`' : '\\';
        List<Instruction> instructions = new ArrayList<>();
        StringBuilder open = new StringBuilder();
        List<String> here = new ArrayList<>();
        for (String line : text.lines().toList()) {
            if (!here.isEmpty()) {
                if (line.strip().equals(here.get(0))) {
                    here.remove(0);
                } else {
                    Instruction last = instructions.remove(instructions.size() - 1);
                    instructions.add(new Instruction(last.name(), last.rest() + "\n" + line));
                }
                continue;
            }
            if (line.isBlank() || line.stripLeading().startsWith("#")) {
                continue;
            }
            String stripped = line.stripTrailing();
            if (stripped.charAt(stripped.length() - 1) == escape) {
                open.append(stripped, 0, stripped.length() - 1).append(' ');
                continue;
            }
            add(open.append(stripped).toString(), instructions, here);
            open.setLength(0);
        }
        add(open.toString(), instructions, here);
        return instructions;
    }

    private static void add(String line, List<Instruction> instructions, List<String> here) {
        Matcher matcher = INSTRUCTION.matcher(line);
        if (!matcher.matches()) {
            return;
        }
        String name = matcher.group(1).toUpperCase(Locale.ROOT);
        instructions.add(new Instruction(name, matcher.group(2).strip()));
        if (name.equals("RUN") || name.equals("COPY") || name.equals("ADD")) {
            Matcher words = HERE.matcher(matcher.group(2));
            while (words.find()) {
                here.add(words.group(1));
            }
        }
    }
}
