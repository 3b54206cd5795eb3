// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.kube;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * A Kubernetes release.
 *
 * @param major 1
 * @param minor as in 1.36
 * @param patch the rest, without the leading dot
 */
record KubeVersion(String major, String minor, String patch) {

  private static final Pattern RELEASE = Pattern.compile("v(\\d+)\\.(\\d+)\\.([\\w.-]+)");

  /** The release that {@code src/test/kube/go.mod} pins. */
  static KubeVersion pinned(Path module) throws IOException {
    var pin = Pattern.compile("(?m)^\\s*(?:require )?k8s\\.io/kubernetes (v\\S+)");
    var matcher = pin.matcher(Files.readString(module.resolve("go.mod")));
    if (!matcher.find()) {
      throw new IllegalStateException(module + "/go.mod does not require k8s.io/kubernetes");
    }
    return in(matcher.group(1));
  }

  /** The first release that a text mentions. */
  static KubeVersion in(String text) {
    var matcher = RELEASE.matcher(text);
    if (!matcher.find()) {
      throw new IllegalArgumentException("no Kubernetes version in \"" + text.strip() + '"');
    }
    return new KubeVersion(matcher.group(1), matcher.group(2), matcher.group(3));
  }

  /** As in 1.36.3. */
  @Override
  public String toString() {
    return major + '.' + minor + '.' + patch;
  }
}
