package io.deploytodev.checkout;

import io.deploytodev.failure.DeployFailure;
import io.deploytodev.failure.FailureKind;
import io.deploytodev.host.CommandFailed;
import io.deploytodev.host.Sha256;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CancellationException;

/**
 * A clean checkout of a ref, fetched fresh, in a place of its own: the user's repository is asked where its remote is, and
 * nothing in it changes. Nobody else uses the place until this is closed.
 */
public final class RefCheckout implements AutoCloseable {

    private static final int DIGITS = 12;

    private final Slot slot;
    private final Tree tree;

    private RefCheckout(Slot slot, Tree tree) {
        this.slot = slot;
        this.tree = tree;
    }

    /**
     * What lies there.
     *
     * @param ref as the user names it
     * @param root of the project's tree in the checkout, where it lies in the user's own
     * @param top of the checkout
     * @param commit shortened by git
     * @param branch empty for a tag or a commit
     */
    public record Tree(String ref, Path root, Path top, String commit, String branch) {}

    /**
     * Fetches a ref and checks it out.
     *
     * @throws DeployFailure when that does not work: of kind CONNECT when the remote does not let us in or does not answer
     */
    public static RefCheckout of(RefWish wish) {
        Origin origin = origin(wish);
        try {
            Slot slot = Slot.take(place(wish, origin));
            boolean done = false;
            try {
                RefCheckout made = new RefCheckout(slot, new CheckoutWork(wish, origin, slot).make());
                done = true;
                return made;
            } finally {
                if (!done) {
                    slot.close();
                }
            }
        } catch (CancellationException e) {
            throw stopped(wish, e);
        } catch (CommandFailed e) {
            throw GitComplaint.of(e, origin.ref() + " cannot be checked out.", origin, wish.patience());
        } catch (IOException e) {
            throw new DeployFailure(
                    FailureKind.SYNC,
                    origin.ref() + " cannot be checked out.",
                    "The cache " + wish.cache() + " cannot be used: " + e,
                    "Mend that, or name another place for caches in $XDG_CACHE_HOME.",
                    List.of(),
                    e);
        }
    }

    private static Origin origin(RefWish wish) {
        try {
            return Origin.of(wish.here(), wish.remote(), wish.ref());
        } catch (CancellationException e) {
            throw stopped(wish, e);
        }
    }

    private static DeployFailure stopped(RefWish wish, CancellationException e) {
        return new DeployFailure(
                FailureKind.INTERRUPTED,
                "Stopped before the deploy began.",
                wish.ref() + " was being fetched.",
                "Nothing was changed, here or on the host.",
                List.of(),
                e);
    }

    /** By what is fetched: another address has another history. */
    private static Path place(RefWish wish, Origin origin) {
        return wish.cache()
                .resolve(wish.project() + "-" + Sha256.hex(origin.url()).substring(0, DIGITS));
    }

    public Tree tree() {
        return tree;
    }

    /** The next run may have the place. */
    @Override
    public void close() {
        slot.close();
    }
}
