package io.deploytodev.checks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The checks that there are, and the document that names them. */
class CatalogTest {

    private static List<String> ids() {
        return Stream.of(
                        Stream.of(OwnRule.values()).map(OwnRule::id),
                        Catalog.ofHere().stream().map(Check::id),
                        Catalog.ofHost().stream().map(Check::id),
                        Catalog.ofProject().stream().map(Check::id))
                .flatMap(each -> each)
                .toList();
    }

    @Test
    void eachHasAnIdOfItsOwn() {
        assertThat(ids()).doesNotHaveDuplicates().allMatch(id -> id.matches("[a-z]+(-[a-z]+)*"));
    }

    @Test
    void theDocumentNamesEachAndNoOther() throws IOException {
        List<String> documented = Files.readAllLines(Path.of("docs/json.md")).stream()
                .dropWhile(line -> !line.equals("## `doctor`"))
                .skip(1)
                .takeWhile(line -> !line.startsWith("## "))
                .dropWhile(line -> !line.startsWith("| check "))
                .filter(line -> line.startsWith("| `"))
                .map(line -> line.replaceFirst("^\\| `([a-z-]+)` \\|.*", "$1"))
                .toList();
        assertThat(documented).containsExactlyInAnyOrderElementsOf(ids());
    }
}
