// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whoever follows a link of the documentation arrives somewhere. */
class LinksTest {

  private static final Path README = Path.of("README.md");
  private static final Pattern FENCES = Pattern.compile("(?ms)^```.*?^```$");
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]*)\\)");
  private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.*)$");
  private static final Pattern PATH =
      Pattern.compile("`((?:config|crds|docs|helm|src)/[\\w./-]+)`");

  static List<Path> pages() throws IOException {
    try (var top = Files.list(Path.of(""));
        var docs = Files.list(Path.of("docs"))) {
      return Stream.of(top, docs, Stream.of(Path.of("helm/appmesh-gateway-operator/README.md")))
          .flatMap(it -> it)
          .filter(file -> file.toString().endsWith(".md"))
          .sorted()
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("pages")
  void everyLinkLeadsToAPageAndAHeadingOfIt(Path page) throws IOException {
    for (var link : links(page)) {
      var parts = link.split("#", 2);
      var target = parts[0].isEmpty() ? page : page.resolveSibling(parts[0]).normalize();
      assertThat(target).as("%s in %s", link, page).exists();
      if (parts.length == 2) {
        assertThat(anchors(target)).as("%s in %s", link, page).contains(parts[1]);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("pages")
  void everyFileThatIsNamedExists(Path page) throws IOException {
    assertThat(PATH.matcher(prose(page)).results().map(it -> Path.of(it.group(1))))
        .as("files named in %s", page)
        .allSatisfy(file -> assertThat(file).exists());
  }

  @Test
  void everyPageIsOneClickFromTheReadme() throws IOException {
    assertThat(links(README).stream().map(link -> Path.of(link.replaceFirst("#.*", ""))))
        .containsAll(pages().stream().filter(page -> !page.equals(README)).toList());
  }

  /** Its relative ones; what is elsewhere is not ours to keep. */
  private static List<String> links(Path page) throws IOException {
    return LINK.matcher(prose(page))
        .results()
        .map(it -> it.group(1))
        .filter(link -> !link.contains("://"))
        .toList();
  }

  /** As GitHub makes them of headings: letters, digits, hyphens, and a number where one repeats. */
  private static Set<String> anchors(Path page) throws IOException {
    var anchors = new HashSet<String>();
    for (var heading : HEADING.matcher(prose(page)).results().toList()) {
      var words = heading.group(1).toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N} _-]", "");
      var anchor = words.replace(' ', '-');
      for (int number = 1; !anchors.add(anchor); number++) {
        anchor = words.replace(' ', '-') + "-" + number;
      }
    }
    return anchors;
  }

  private static String prose(Path page) throws IOException {
    return FENCES.matcher(Files.readString(page)).replaceAll("");
  }
}
