package io.deploytodev.checkout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.deploytodev.failure.DeployFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Checks refs of a remote out for a user who has a clone of it. */
final class Checkouts {

    private final Path root;
    private final GitRemote remote;

    /** @param root where the cache lies */
    Checkouts(Path root, GitRemote remote) {
        this.root = root;
        this.remote = remote;
    }

    RefCheckout checkOut(String ref) {
        return RefCheckout.of(wish(ref, Optional.empty(), remote.clone));
    }

    RefWish wish(String ref, Optional<String> address, Path here) {
        return new RefWish(here, address, ref, root.resolve("cache"), "shop", Map.of(), Duration.ofMinutes(1));
    }

    DeployFailure failure(String ref) {
        DeployFailure failure = catchThrowableOfType(DeployFailure.class, () -> checkOut(ref));
        assertThat(failure).isNotNull();
        return failure;
    }

    static List<String> files(RefCheckout checkout) throws IOException {
        Path top = checkout.tree().top();
        try (Stream<Path> all = Files.walk(top)) {
            return all.filter(file -> !Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS))
                    .map(file -> top.relativize(file).toString())
                    .filter(file -> !file.startsWith(".git/"))
                    .sorted()
                    .toList();
        }
    }
}
