package io.deploytodev.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Two people with accounts of their own on one host; each test begins where the one before it ended. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class TwoAccountsIT {

    private static final String VERSION_FILE = "backend/src/main/java/com/example/scribe/Version.java";
    private static final String STATE = "/srv/deploy-to-dev";

    @RegisterExtension
    @Order(1)
    private static final DevHost host = DevHost.forTheClass();

    @RegisterExtension
    @Order(2)
    private static final SampleProject project = SampleProject.on(host);

    private static final Gateway gateway = new Gateway(host);

    @Test
    @Order(1)
    void aStateDirectoryThatIsNotThereIsNamedWithTheCommandThatMakesIt() throws Exception {
        host.run("useradd", "--create-home", "--shell", "/bin/bash", "--groups", "docker", "bob");
        host.run(
                "sh",
                "-c",
                "usermod -p '*' bob; cp -r ~deploy/.ssh ~bob/ && chown -R bob: ~bob/.ssh && chmod 700 ~bob");
        host.run("sed", "-i", "s/^AllowUsers .*/AllowUsers deploy bob/", "/etc/ssh/sshd_config");
        host.run("sh", "-c", "kill -HUP $(pgrep -o -x sshd)");
        as("deploy", "    state: " + STATE + "\n");

        Tool.Result result = Tool.deploy(project);

        assertThat(result.exitCode()).as(result.output()).isEqualTo(5);
        assertThat(result.output()).contains("sudo install -d -m 2770 -g docker " + STATE);
    }

    @Test
    @Order(2)
    void whoDeploysFromAnotherHomeIsToldAndTouchesNothing() throws Exception {
        as("deploy", "");
        Tool.Result first = Tool.deploy(project, "--type", "infra");
        assertThat(first.exitCode()).as(first.output()).isZero();
        Map<String, String> before = host.containers();
        as("bob", "");

        Tool.Result second = Tool.deploy(project);

        assertThat(second.exitCode()).as(second.output()).isEqualTo(5);
        assertThat(second.output()).contains("/home/deploy/.deploy-to-dev/scribe", "state: " + STATE, "sudo mv");
        assertThat(host.containers()).isEqualTo(before);
    }

    @Test
    @Order(3)
    void theStateMovesToASharedDirectoryByTheCommandsThatWereNamed() throws Exception {
        host.run(
                "sh",
                "-c",
                ("install -d -m 2770 -g docker S && mv /home/deploy/.deploy-to-dev/scribe S/ && chgrp -R docker S"
                                + " && chmod -R g+rwX S && find S -type d -exec chmod g+s {} +")
                        .replace("S", STATE));
        as("deploy", "    state: " + STATE + "\n");

        Tool.Result result = Tool.deploy(project);

        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(gateway.get("/health").statusCode()).isEqualTo(200);
    }

    @Test
    @Order(4)
    void anotherAccountDeploysWhatTheFirstDidAndChangesNothing() throws Exception {
        Map<String, String> before = host.containers();
        as("bob", "    state: " + STATE + "\n");

        Tool.Result result = Tool.deploy(project);

        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(result.output()).contains("bob@", "files are there", "built before from the same tree");
        assertThat(host.containers()).isEqualTo(before);
    }

    @Test
    @Order(5)
    void eachReplacesFilesThatTheOtherBrought() throws Exception {
        project.edit(VERSION_FILE, text -> text.replace("\"1.0.0\"", "\"1.0.1\""));
        Tool.Result bob = Tool.deploy(project);
        assertThat(bob.exitCode()).as(bob.output()).isZero();
        assertThat(gateway.get("/version").body()).contains("1.0.1");
        project.edit(VERSION_FILE, text -> text.replace("\"1.0.1\"", "\"1.0.2\""));
        as("deploy", "    state: " + STATE + "\n");

        Tool.Result ada = Tool.deploy(project);

        assertThat(ada.exitCode()).as(ada.output()).isZero();
        assertThat(gateway.get("/version").body()).contains("1.0.2");
    }

    @Test
    @Order(6)
    void theLockKeepsThemApart() throws Exception {
        as("bob", "    state: " + STATE + "\n");
        host.run(
                "sh",
                "-c",
                "su deploy -c 'umask 007; echo ada, deploy > L.holder; exec 9>> L; flock 9; exec sleep 300' > /dev/null 2>&1 &"
                        .replace("L", STATE + "/scribe/lock"));
        try {
            org.awaitility.Awaitility.await().until(() -> host.run(
                            "sh", "-c", "flock -n " + STATE + "/scribe/lock true && echo free || echo held")
                    .equals("held"));
            Tool.Result result = Tool.deploy(project);
            assertThat(result.exitCode()).as(result.output()).isEqualTo(6);
            assertThat(result.output()).contains("ada's deploy");
        } finally {
            host.run("pkill", "-x", "sleep");
        }
    }

    @Test
    @Order(7)
    void whatIsKeptIsTheGroupsAndNobodyElses() {
        // The modes of the project's own files are the project's, also where they are kept; the way to them is closed.
        String ours = "find S ! ( ( -path S/scribe/source -o -path S/scribe/trees/*/files ) -prune ) ( %s ) -print";
        assertThat(host.run(words(ours.formatted("-perm /007")))).isEmpty();
        assertThat(host.run(words(ours.formatted("! -group docker")))).isEmpty();
        assertThat(host.run("find", STATE + "/scribe/source", "-type", "d", "-not", "-perm", "-2070"))
                .isEmpty();
    }

    @Test
    @Order(8)
    void whatOneKeptForItselfIsNamedWithTheCommandThatMendsIt() throws Exception {
        host.run("sh", "-c", "chown deploy:deploy L && chmod 600 L".replace("L", STATE + "/scribe/env"));

        Tool.Result result = Tool.deploy(project);

        assertThat(result.exitCode()).as(result.output()).isEqualTo(5);
        assertThat(result.output())
                .contains(
                        "bob may not use the state directory", "/scribe/env belongs to deploy", "sudo chgrp -R docker");
    }

    private static String[] words(String command) {
        return command.replace("S", STATE).split(" ", -1);
    }

    private static void as(String account, String state) throws Exception {
        UnaryOperator<String> change = text -> text.replace("user: deploy\n", "user: " + account + "\n" + state);
        project.writeConfig(change);
    }
}
