package io.deploytodev.deploy;

import io.deploytodev.config.EnvFile;
import io.deploytodev.event.PlannedAction;
import io.deploytodev.event.PlannedAction.Area;
import io.deploytodev.event.PlannedAction.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** The variables in which two environment files differ: their names, never their values. */
final class PlannedVariables {

    private PlannedVariables() {}

    static List<PlannedAction> between(String before, String after) {
        Map<String, String> old = EnvFile.parse(before);
        Map<String, String> now = EnvFile.parse(after);
        TreeSet<String> names = new TreeSet<>(old.keySet());
        names.addAll(now.keySet());
        List<PlannedAction> actions = new ArrayList<>();
        for (String name : names) {
            if (!old.containsKey(name)) {
                actions.add(PlannedAction.of(Area.ENVIRONMENT, Kind.ADD, name, "the release before did not have it"));
            } else if (!now.containsKey(name)) {
                actions.add(PlannedAction.of(Area.ENVIRONMENT, Kind.REMOVE, name, "not set any more"));
            } else if (!old.get(name).equals(now.get(name))) {
                actions.add(PlannedAction.of(Area.ENVIRONMENT, Kind.CHANGE, name, "it has another value"));
            }
        }
        return actions;
    }
}
