// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.ops;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;

/** The log of the process, without what {@link RepeatedLines} leaves out. */
public final class ThinnedConsole extends ConsoleAppender<ILoggingEvent> {

  private final RepeatedLines repeated = new RepeatedLines();

  @Override
  protected void append(ILoggingEvent line) {
    repeated.thin(line).ifPresent(super::append);
  }
}
