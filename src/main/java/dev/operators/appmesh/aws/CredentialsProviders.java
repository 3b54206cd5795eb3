// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.aws;

import dev.operators.appmesh.aws.Failures.NotMadeException;
import dev.operators.appmesh.gateway.ConnectionSettings;
import dev.operators.appmesh.gateway.ConnectionSettings.Credentials;
import dev.operators.appmesh.gateway.FailureKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.ScheduledExecutorService;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkSystemSetting;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.auth.StsAssumeRoleCredentialsProvider;
import software.amazon.awssdk.services.sts.auth.StsAssumeRoleWithWebIdentityCredentialsProvider;
import software.amazon.awssdk.services.sts.model.AssumeRoleWithWebIdentityRequest;

/**
 * The credentials of connections. Roles are assumed with STS in the connection's region, or at the
 * endpoint in the AWS SDK's setting {@code AWS_ENDPOINT_URL_STS}.
 *
 * @param own the operator's own credentials
 * @param http shared by all clients
 * @param timeouts shared by all clients
 */
record CredentialsProviders(
    AwsCredentialsProvider own,
    SdkHttpClient http,
    ScheduledExecutorService timeouts,
    InstantSource clock) {

  private static final Duration STS_TIMEOUT = Duration.ofSeconds(10);

  /** The maximum length of an STS session name. */
  private static final int SESSION_NAME = 64;

  /** The credentials of a connection. No call is made before they are needed. */
  AwsCredentialsProvider of(String connection, ConnectionSettings settings) {
    var base =
        switch (settings.credentials()) {
          case Credentials.Own() -> own;
          case Credentials.Key(var id, var secret, var token) -> key(id, secret, token);
          case Credentials.WebIdentity(var roleArn) ->
              webIdentity(roleArn, session(connection), settings.region());
        };
    var role = settings.role();
    return role == null ? base : assumed(role, session(connection), settings.region(), base);
  }

  private static AwsCredentialsProvider key(String id, String secret, @Nullable String token) {
    return StaticCredentialsProvider.create(
        token == null
            ? AwsBasicCredentials.create(id, secret)
            : AwsSessionCredentials.create(id, secret, token));
  }

  private AwsCredentialsProvider assumed(
      ConnectionSettings.Role role,
      String session,
      @Nullable String region,
      AwsCredentialsProvider base) {
    var provider =
        StsAssumeRoleCredentialsProvider.builder()
            .stsClient(sts(region, base))
            .refreshRequest(
                it -> it.roleArn(role.arn()).externalId(role.externalId()).roleSessionName(session))
            .build();
    return new AssumedRole("sts:AssumeRole", role.arn(), provider, clock);
  }

  private AwsCredentialsProvider webIdentity(
      String roleArn, String session, @Nullable String region) {
    var provider =
        StsAssumeRoleWithWebIdentityCredentialsProvider.builder()
            .stsClient(sts(region, AnonymousCredentialsProvider.create()))
            .refreshRequest(
                () ->
                    AssumeRoleWithWebIdentityRequest.builder()
                        .roleArn(roleArn)
                        .roleSessionName(session)
                        .webIdentityToken(token())
                        .build())
            .build();
    return new AssumedRole("sts:AssumeRoleWithWebIdentity", roleArn, provider, clock);
  }

  /** Read each time, since Kubernetes replaces the token before it expires. */
  private static String token() {
    var file =
        SdkSystemSetting.AWS_WEB_IDENTITY_TOKEN_FILE
            .getStringValue()
            .orElseThrow(
                () ->
                    new NotMadeException(
                        FailureKind.DENIED,
                        "the operator has no web identity token: AWS_WEB_IDENTITY_TOKEN_FILE is"
                            + " not set",
                        null));
    try {
      return Files.readString(Path.of(file)).strip();
    } catch (IOException e) {
      throw new NotMadeException(
          FailureKind.DENIED, "the operator's web identity token cannot be read from " + file, e);
    }
  }

  private StsClient sts(@Nullable String region, AwsCredentialsProvider credentials) {
    var builder =
        StsClient.builder()
            .credentialsProvider(credentials)
            .httpClient(http)
            .overrideConfiguration(
                it -> it.scheduledExecutorService(timeouts).apiCallTimeout(STS_TIMEOUT));
    if (region != null) {
      builder.region(Region.of(region));
    }
    return builder.build();
  }

  /** Visible in CloudTrail. Names of connections have only characters that are valid here. */
  private static String session(String connection) {
    var name = "appmesh-" + connection;
    return name.substring(0, Math.min(name.length(), SESSION_NAME));
  }
}
