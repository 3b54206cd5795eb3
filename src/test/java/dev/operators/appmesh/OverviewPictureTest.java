// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;

/** The picture in README. {@code -Dpicture=write} draws it. */
class OverviewPictureTest {

  private static final Path FILE = Path.of("docs", "overview.svg");

  @Test
  void theFileIsWhatIsDrawn() throws IOException {
    var drawn = OverviewPicture.svg();
    if ("write".equals(System.getProperty("picture"))) {
      Files.writeString(FILE, drawn);
    }

    assertThat(drawn).isEqualTo(Files.readString(FILE));
  }

  @Test
  void isReadByParsersOfXml() throws Exception {
    var root =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(FILE.toFile())
            .getDocumentElement();

    assertThat(root.getTagName()).isEqualTo("svg");
    assertThat(root.getElementsByTagName("title").getLength()).isEqualTo(1);
  }
}
