package io.deploytodev.ops;

import io.deploytodev.checks.ProjectExamination;
import io.deploytodev.connection.Connection;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * Who knows what a deploy would make of a project.
 *
 * @param there looks over an open connection
 * @param here looks without one
 * @param mask hides secrets in what is said
 */
public record ProjectDoctor(
        Function<Connection, ProjectExamination> there,
        Supplier<ProjectExamination> here,
        UnaryOperator<String> mask) {}
