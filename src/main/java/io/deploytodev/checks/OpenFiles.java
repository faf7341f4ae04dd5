package io.deploytodev.checks;

import java.util.List;
import java.util.stream.Stream;

/** Whether private files of this machine are private. */
public final class OpenFiles implements Check<HereFacts> {

    @Override
    public String id() {
        return "file-modes";
    }

    @Override
    public String well() {
        return "private files are private here";
    }

    @Override
    public List<Finding> look(HereFacts here) {
        return Stream.concat(
                        here.openKeys().stream().map(key -> Finding.hurts(
                                        id(),
                                        "Others on this machine may read the private key " + key + ".",
                                        "Its mode gives rights to its group or to everybody. Like ssh, this tool"
                                                + " leaves such a key out.",
                                        "chmod 600 " + key)
                                .healedBy(new Remedy.OwnerOnly(key))),
                        here.open().stream().map(file -> Finding.advice(
                                        id(),
                                        "Others on this machine may read " + file + ".",
                                        "It holds secrets, and its mode gives rights to its group or to"
                                                + " everybody.",
                                        "chmod 600 " + file)
                                .healedBy(new Remedy.OwnerOnly(file))))
                .toList();
    }
}
