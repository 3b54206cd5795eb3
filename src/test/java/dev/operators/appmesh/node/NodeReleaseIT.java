// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.operators.appmesh.Stopwatch;
import dev.operators.appmesh.fixture.ChartRelease;
import io.fabric8.kubernetes.api.model.Pod;
import java.nio.file.Files;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The chart from its installation to its end, by Helm. */
class NodeReleaseIT {

  /** With the two Envoys, which wait for their gateway. */
  private static final Duration INSTALLED = Duration.ofSeconds(60);

  /** As the chart's {@code podSecurityContext} says. */
  private static final int USER = 65532;

  @Test
  void isInstalledTestedUpgradedRolledBackAndUninstalled() throws Exception {
    try (var release = NodeRelease.prepare()) {
      var stopwatch = Stopwatch.start();
      release.install("");
      var elapsed = stopwatch.elapsed();
      System.out.printf("helm install --wait: %.1f s%n", elapsed.toMillis() / 1e3);
      assertThat(stopwatch.unhindered(elapsed)).isLessThan(INSTALLED);
      assertThat(release.pods("operator")).hasSize(2);
      assertThat(Files.getAttribute(release.volume().resolve("appmesh"), "unix:uid"))
          .isEqualTo(USER);
      // Nothing pulls images here, so it has no others.
      assertThat(release.helm("test", ChartRelease.NAME)).contains("Succeeded");

      try (var load = PodLoad.on(release)) {
        // Each of these has all pods made anew.
        release.deploy("upgrade", "podAnnotations: {made: anew}");
        assertThat(release.pods("operator")).allMatch(NodeReleaseIT::isMadeAnew);
        load.awaitMore("requests after the upgrade");
        release.helm("rollback", ChartRelease.NAME, "1", "--wait");
        assertThat(release.pods("operator")).noneMatch(NodeReleaseIT::isMadeAnew);
        load.awaitMore("requests after the rollback");
        assertThat(load.counts().failures()).isEmpty();
        System.out.printf("upgrade and rollback: %s%n", load.counts());
      }

      release.helm("uninstall", ChartRelease.NAME, "--wait");
      assertThat(release.pods("operator")).isEmpty();
      // As docs/install.md says: the definitions, the resources, the volume.
      assertThat(release.kubectl("get", "vgw", "--output=name")).contains("/ingress");
      assertThat(release.kubectl("get", "pvc", "--output=name", "-n", NodeRelease.NAMESPACE))
          .contains("persistentvolumeclaim/");

      release.deploy("install", "");
      try (var load = PodLoad.on(release)) {
        load.awaitMore("requests after another installation");
      }
    }
  }

  private static boolean isMadeAnew(Pod pod) {
    return "anew".equals(pod.getMetadata().getAnnotations().get("made"));
  }
}
