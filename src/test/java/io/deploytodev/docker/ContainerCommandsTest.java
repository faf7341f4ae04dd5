package io.deploytodev.docker;

import static org.assertj.core.api.Assertions.assertThat;

import io.deploytodev.host.Command;
import io.deploytodev.host.CommandResult;
import io.deploytodev.host.WhenCut;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class ContainerCommandsTest {

    @Test
    void aProjectGoesInOneJobThatComesToItsEndByItself() {
        Command<List<String>> down = ContainerCommands.down("shop", List.of(List.of("c3", "c2"), List.of("c1")), false);
        assertThat(down.argv()).startsWith("sh", "-c").endsWith("shop", "no", "c3 c2", "c1");
        assertThat(down.whenCut()).isInstanceOf(WhenCut.GoesOn.class);
        assertThat(ContainerCommands.down("shop", List.of(), true).argv()).endsWith("shop", "yes");
    }

    @Test
    void whatWentIsTold() {
        Command<List<String>> down = ContainerCommands.down("shop", List.of(), true);
        byte[] output = "Error: noise\nnetwork shop_default\nused network shop_front\nvolume shop_data\n"
                .getBytes(StandardCharsets.UTF_8);
        assertThat(down.parser().parse(new CommandResult(0, output, "")))
                .containsExactly("network shop_default", "used network shop_front", "volume shop_data");
    }

    @Test
    void nobodyIsLeftStoppedByAClientThatDiesBetweenStopAndStart() {
        Command<CommandResult> restart = ContainerCommands.restart(List.of("c1", "c2"));
        assertThat(restart.argv()).endsWith("c1", "c2");
        assertThat(restart.argv().get(2)).contains("docker stop", "docker start");
        assertThat(restart.whenCut()).isInstanceOf(WhenCut.GoesOn.class);
    }
}
