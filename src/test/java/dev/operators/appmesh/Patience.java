// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/**
 * How long tests wait for what has no delay of its own. No test waits that long unless it fails, so
 * it is for the busiest machine. What is promised to be fast is measured with a {@link Stopwatch}.
 */
public final class Patience implements LauncherSessionListener {

  /** How long anything may take. */
  public static final Duration PATIENCE = Duration.ofMinutes(2);

  /** For JUnit. */
  public Patience() {}

  /** From now on Awaitility waits that long where it is not told otherwise. */
  @Override
  public void launcherSessionOpened(LauncherSession session) {
    Awaitility.setDefaultTimeout(PATIENCE);
  }
}
