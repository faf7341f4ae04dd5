/** What must never be seen: found in a project, known in all its forms, and masked wherever something is told. */
@NullMarked
package io.deploytodev.secret;

import org.jspecify.annotations.NullMarked;
