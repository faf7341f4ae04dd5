package io.deploytodev.checks;

import java.util.List;

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
        return here.open().stream()
                .map(file -> Finding.hurts(
                                id(),
                                "Others on this machine may read " + file + ".",
                                "It holds secrets, and its mode gives rights to its group or to everybody. Of a key, ssh"
                                        + " makes no use then.",
                                "chmod 600 " + file)
                        .healedBy(new Remedy.OwnerOnly(file)))
                .toList();
    }
}
