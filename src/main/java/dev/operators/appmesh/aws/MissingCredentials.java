// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.aws;

import java.util.ArrayList;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Why the SDK's default chain has found no credentials. It has words from each of its providers, in
 * one message with the content of all profile files; those that matter come from what somebody has
 * set up. The form of the message is that of the SDK's version 2.40.2, at which we stay.
 */
final class MissingCredentials {

  private static final String CHAIN = "Unable to load credentials from any of the providers";

  private static final Pattern FILES =
      Pattern.compile(
          "ProfileFile\\(sections=\\[[^]]*], profiles=\\[(Profile\\([^)]*\\)(, )?)*]\\)");

  private static final Pattern REASON =
      Pattern.compile(
          "(?<provider>\\w+)CredentialsProvider\\((profileName=(?<profile>[^,)]*))?[^)]*\\): "
              + "(?<words>.*?)(?=, \\w+CredentialsProvider\\([^)]*\\): |]( \\([^)]*\\))?$)",
          Pattern.DOTALL);

  /** What providers say for which nothing is set up. */
  private static final Pattern NOTHING =
      Pattern.compile(
          "Access key must be specified"
              + "|Either the environment variable AWS_WEB_IDENTITY_TOKEN_FILE"
              + "|neither AWS_CONTAINER_CREDENTIALS_FULL_URI"
              + "|contained no credentials for profile 'default'"
              + "|Failed to load credentials from IMDS"
              + "|IMDS credentials have been disabled");

  private static final Pattern SIGNED_OUT =
      Pattern.compile("SSO token|SSO session|sso.cache|Token is expired");

  /** A request's id differs each time, and a status must not. */
  private static final Pattern REQUEST =
      Pattern.compile(" ?\\(Service: [^)]*\\)( \\(SDK [^)]*\\))?");

  private MissingCredentials() {}

  /** Why {@code thrown} says that there are no credentials; empty if it says something else. */
  static Optional<String> reason(SdkException thrown) {
    var message = String.valueOf(thrown.getMessage());
    if (!message.startsWith(CHAIN)) {
      return Optional.empty();
    }
    var reasons = new ArrayList<String>();
    var each = REASON.matcher(FILES.matcher(message).replaceAll(""));
    while (each.find()) {
      var words = each.group("words").strip();
      if (!NOTHING.matcher(words).find()) {
        reasons.add(reason(each.group("provider"), each.group("profile"), words));
      }
    }
    return Optional.of(
        "no AWS credentials were found: "
            + (reasons.isEmpty()
                ? "set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or AWS_PROFILE, or give the"
                    + " pod's service account a role"
                : String.join("; ", reasons)));
  }

  private static String reason(String provider, @Nullable String profile, String sdk) {
    var words =
        REQUEST
            .matcher(sdk.lines().findFirst().orElse(""))
            .replaceAll("")
            .replace("java.nio.file.NoSuchFileException: ", "there is no file ")
            .replaceFirst("[:.\\s]+$", "");
    if (profile == null) {
      return provider + ": " + words;
    }
    var help =
        SIGNED_OUT.matcher(words).find()
            ? " (sign in with aws sso login --profile %s)"
            : words.contains("login_session") ? " (sign in with aws login --profile %s)" : "";
    return "profile " + profile + ": " + words + help.formatted(profile);
  }
}
