// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.ops;

import static java.nio.charset.StandardCharsets.US_ASCII;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxy;
import ch.qos.logback.core.AppenderBase;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.Thread.UncaughtExceptionHandler;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * Ends the process at an {@link OutOfMemoryError}, whatever the flags of the JVM: a thread that it
 * has killed is missed by nobody, and the rest works on without it. What no thread catches comes to
 * the handler of uncaught exceptions, on virtual threads, too; what Helidon catches, it logs, so
 * the log is searched for it as well.
 */
public final class OutOfMemory extends AppenderBase<ILoggingEvent>
    implements UncaughtExceptionHandler {

  /** The exit code of {@code -XX:+ExitOnOutOfMemoryError}. */
  static final int EXIT_CODE = 3;

  /** It is made beforehand, while there is memory. */
  private static final byte[] LINE = "The process ends: out of memory\n".getBytes(US_ASCII);

  /** Causes may be their own causes. */
  private static final int MAX_CAUSES = 20;

  private final OutputStream err;
  private final IntConsumer halt;
  private final @Nullable UncaughtExceptionHandler next;

  /**
   * @param err where its line goes
   * @param halt ends the process, with this exit code
   * @param next for all other exceptions that nobody catches; null to print them
   */
  OutOfMemory(OutputStream err, IntConsumer halt, @Nullable UncaughtExceptionHandler next) {
    this.err = err;
    this.halt = halt;
    this.next = next;
  }

  /** From now on, this process ends that way. */
  public static void endsTheProcess() {
    // System.exit would run shutdown hooks, which may wait for threads that are dead.
    var outOfMemory =
        new OutOfMemory(
            new FileOutputStream(FileDescriptor.err),
            Runtime.getRuntime()::halt,
            Thread.getDefaultUncaughtExceptionHandler());
    Thread.setDefaultUncaughtExceptionHandler(outOfMemory);
    if (LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME) instanceof Logger root) {
      outOfMemory.setContext(root.getLoggerContext());
      outOfMemory.start();
      root.addAppender(outOfMemory);
    }
  }

  @Override
  public void uncaughtException(Thread thread, Throwable thrown) {
    if (isIn(thrown)) {
      end();
    } else if (next != null) {
      next.uncaughtException(thread, thrown);
    } else {
      LoggerFactory.getLogger(OutOfMemory.class).error("{} died", thread, thrown);
    }
  }

  @Override
  protected void append(ILoggingEvent event) {
    if (event.getThrowableProxy() instanceof ThrowableProxy proxy && isIn(proxy.getThrowable())) {
      end();
    }
  }

  private static boolean isIn(@Nullable Throwable thrown) {
    var cause = thrown;
    for (int depth = 0; cause != null && depth < MAX_CAUSES; depth++) {
      if (cause instanceof OutOfMemoryError) {
        return true;
      }
      cause = cause.getCause();
    }
    return false;
  }

  private void end() {
    try {
      err.write(LINE);
    } catch (IOException e) {
      // It ends all the same.
    } finally {
      halt.accept(EXIT_CODE);
    }
  }
}
