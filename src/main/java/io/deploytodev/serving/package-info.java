/** A project as it runs on a dev host: what it was deployed as, and how it is asked whether it works. */
@NullMarked
package io.deploytodev.serving;

import org.jspecify.annotations.NullMarked;
