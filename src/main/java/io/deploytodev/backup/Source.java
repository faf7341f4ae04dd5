package io.deploytodev.backup;

import java.util.List;

/**
 * Something that an archive is to hold.
 *
 * @param kind what it is
 * @param name as people know it: a volume's key in the compose files, a directory as the configuration names it, a database
 * @param place the engine's name of the volume, the directory's absolute path, or the database
 * @param services whose data it is
 * @param how {@code dump}, {@code stop} or {@code live}
 * @param file its name in the archive, without the packer's ending
 */
public record Source(Member.Kind kind, String name, String place, List<String> services, String how, String file) {

    /** Longer names would need a second header in a tar file. */
    private static final int LONGEST = 60;

    public Source {
        services = List.copyOf(services);
    }

    static Source of(Member.Kind kind, String name, String place, List<String> services, String how, int number) {
        return new Source(kind, name, place, services, how, file(kind, name, services, number));
    }

    private static String file(Member.Kind kind, String name, List<String> services, int number) {
        return switch (kind) {
            case VOLUME -> "volumes/" + safe(name, number) + ".tar";
            case DIRECTORY -> "directories/" + safe(name, number) + ".tar";
            case ROLES -> "databases/" + safe(services.get(0), number) + "/roles.sql";
            case DATABASE ->
                "databases/" + safe(services.get(0), number) + "/" + number + "-" + safe(name, number) + ".sql";
        };
    }

    /** Nothing in a name of a member may need quotes, or lead elsewhere. */
    private static String safe(String name, int number) {
        String plain = name.replaceAll("[^A-Za-z0-9_-]+", "_").replaceFirst("^[_-]+", "");
        boolean same = plain.equals(name) && plain.length() <= LONGEST / 2;
        return same ? plain : plain.substring(0, Math.min(plain.length(), LONGEST / 2)) + "." + number;
    }
}
