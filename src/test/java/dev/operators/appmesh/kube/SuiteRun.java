// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.kube;

import static org.junit.platform.engine.discovery.ClassNameFilter.excludeClassNamePatterns;
import static org.junit.platform.engine.discovery.ClassNameFilter.includeClassNamePatterns;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectPackage;
import static org.junit.platform.engine.discovery.PackageNameFilter.excludePackageNames;
import static org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder.request;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;

/**
 * Runs the integration tests in a JVM of their own, so that all of them see another cluster. Ends
 * with 0 if there were some and none failed.
 */
final class SuiteRun {

  private SuiteRun() {}

  public static void main(String[] arguments) {
    var listener = new SummaryGeneratingListener();
    var suite =
        request()
            .selectors(selectPackage("dev.operators.appmesh"))
            .filters(
                includeClassNamePatterns(".*IT"),
                // RbacIT and RefusedWritesIT read an audit log. The other three are all that acts
                // in
                // their cluster: no kubelet may run what they install, and nobody may end a
                // namespace
                // before them.
                excludeClassNamePatterns(
                    ".*\\.(K3sIT|ChaosIT|RbacIT|RefusedWritesIT|HelmIT|DeletionProtectionIT|NamespacedIT)"),
                // They need no cluster, or one of their own.
                excludePackageNames(
                    "dev.operators.appmesh.clients",
                    "dev.operators.appmesh.envoy",
                    "dev.operators.appmesh.image",
                    "dev.operators.appmesh.node",
                    "dev.operators.appmesh.watch"))
            .build();
    LauncherFactory.create().execute(suite, listener);
    var summary = listener.getSummary();
    summary.printTo(new PrintWriter(System.out, true, StandardCharsets.UTF_8));
    summary.printFailuresTo(new PrintWriter(System.out, true, StandardCharsets.UTF_8));
    var passed = summary.getTestsSucceededCount() > 0 && summary.getTotalFailureCount() == 0;
    System.exit(passed ? 0 : 1);
  }
}
