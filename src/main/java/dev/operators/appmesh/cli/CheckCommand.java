// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.cli;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;

/**
 * The command {@code check}: asks a URL once. The chart's test runs it, since it has no other
 * image.
 */
@Command(
    name = "check",
    description = {
      "Sends one GET request to a URL, such as /readyz of the operator or /ping of the endpoint.",
      "Exit code: 0 if the answer is 2xx; 1 if it is another, or if there is none in time; 2 for"
          + " wrong usage."
    })
@SuppressWarnings("NullAway.Init") // picocli sets the options
public final class CheckCommand extends Subcommand {

  @Option(
      names = "--url",
      required = true,
      paramLabel = "URL",
      converter = Converters.ToHttpUrl.class,
      description = "The http or https URL to ask; redirects are not followed. Required.")
  private URI url;

  @Option(
      names = "--timeout",
      paramLabel = "DURATION",
      defaultValue = "10s",
      converter = Converters.ToDuration.class,
      description = "How long the answer may take.")
  private Duration timeout;

  @Override
  public Integer call() throws InterruptedException {
    if (!timeout.isPositive()) {
      throw wrongValue("--timeout", "must be more than 0");
    }
    var client = HttpClient.newHttpClient();
    try {
      // This handler ends with the head of the answer: a body could take longer than the timeout.
      var request = HttpRequest.newBuilder(url).timeout(timeout).build();
      var answer = client.send(request, BodyHandlers.ofInputStream());
      answer.body().close();
      var line = url + " answers " + answer.statusCode();
      if (answer.statusCode() / 100 != 2) {
        return failed(line);
      }
      out().println(line);
      return ExitCode.OK;
    } catch (IOException e) {
      return failed(url + " does not answer: " + words(e));
    } finally {
      client.shutdownNow();
    }
  }

  /** The client's own exceptions often have no message. */
  private String words(IOException e) {
    return switch (e) {
      case HttpTimeoutException _ -> "nothing came within " + timeout.toMillis() + " ms";
      case ConnectException refused ->
          refused.getCause() instanceof ConnectException unknown
                  && unknown.getCause() instanceof UnresolvedAddressException
              ? "its host is not known"
              : "no connection is accepted";
      default -> e.getMessage() == null ? "the connection was closed" : e.getMessage();
    };
  }
}
