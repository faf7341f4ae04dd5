package io.deploytodev.secret;

import io.deploytodev.failure.DeployFailure;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A failure without secrets, also in what only {@code --debug} shows. */
final class MaskedFailure {

    private final UnaryOperator<String> mask;

    MaskedFailure(UnaryOperator<String> mask) {
        this.mask = mask;
    }

    DeployFailure of(DeployFailure failure) {
        return new DeployFailure(
                        failure.kind(),
                        mask.apply(failure.what()),
                        mask.apply(failure.why()),
                        mask.apply(failure.next()),
                        failure.evidence().stream().map(mask).toList(),
                        cause(failure))
                .with(failure.problems());
    }

    private @Nullable Throwable cause(DeployFailure failure) {
        Throwable cause = failure.getCause();
        return cause == null ? null : isClean(cause) ? cause : new Unsaid(mask.apply(cause.toString()), cause);
    }

    private boolean isClean(Throwable thrown) {
        for (Throwable each = thrown; each != null; each = each.getCause()) {
            String said = each.toString();
            if (!said.equals(mask.apply(said))) {
                return false;
            }
            for (Throwable beside : each.getSuppressed()) {
                if (!isClean(beside)) {
                    return false;
                }
            }
        }
        return true;
    }

    /** Stands for an exception whose words hold a secret, with its place in the program. */
    private static final class Unsaid extends RuntimeException {

        private static final long serialVersionUID = 1L;

        Unsaid(String said, Throwable of) {
            super(said);
            setStackTrace(of.getStackTrace());
        }
    }
}
