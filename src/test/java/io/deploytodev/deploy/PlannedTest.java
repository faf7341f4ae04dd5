package io.deploytodev.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.deploytodev.event.PlannedAction;
import io.deploytodev.event.PlannedAction.Area;
import io.deploytodev.event.PlannedAction.Kind;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlannedTest {

    @Test
    void variablesAreToldByNameAndNeverByValue() {
        List<PlannedAction> actions = PlannedVariables.between(
                "SAME='1'\nPASSWORD=first-Secret\nGONE=third-Secret\n# NOTE=x\n",
                "PASSWORD=second-Secret\nSAME=1\nNEW=fourth-Secret\n");
        assertThat(actions)
                .extracting(PlannedAction::kind, action -> action.subjects().get(0))
                .containsExactly(tuple(Kind.REMOVE, "GONE"), tuple(Kind.ADD, "NEW"), tuple(Kind.CHANGE, "PASSWORD"));
        assertThat(actions.toString()).doesNotContain("Secret");
    }

    @Test
    void theSummaryCountsWhatChanges() {
        assertThat(PlanPipeline.summary(List.of(PlannedAction.of(Area.SERVICE, Kind.KEEP, "api", "nothing changed"))))
                .isEqualTo("nothing to do");
        assertThat(PlanPipeline.summary(List.of(
                        new PlannedAction(Area.FILES, Kind.SEND, List.of("a"), 3, "", true),
                        new PlannedAction(Area.FILES, Kind.REMOVE, List.of("b"), 1, "", true),
                        PlannedAction.of(Area.IMAGE, Kind.BUILD, "shop", ""),
                        PlannedAction.of(Area.INFRASTRUCTURE, Kind.CREATE, "db", ""),
                        PlannedAction.of(Area.SERVICE, Kind.CREATE, "api", ""))))
                .isEqualTo("a deploy would touch 4 files, 1 image and 2 services");
    }
}
