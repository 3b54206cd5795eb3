// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.kube;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A JVM of its own with the class path of the tests. */
public final class TestJvm {

  private TestJvm() {}

  /** Its command line, with these options. */
  public static List<String> command(Class<?> main, List<String> options) {
    // Under Maven java.class.path is a jar that only names the others.
    var classPath =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.addAll(List.of("-classpath", classPath, main.getName()));
    return command;
  }
}
