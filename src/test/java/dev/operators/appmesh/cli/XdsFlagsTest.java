// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.operators.appmesh.envoy.TranslatorSettings;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Who may ask the control plane. */
class XdsFlagsTest {

  @Command
  private static final class Flags {
    @Mixin private XdsFlags xds = new XdsFlags();
    @Mixin private AccessFlags access = new AccessFlags();
  }

  @Test
  void sayWhatTheMeshesDoNot() {
    var flags = new Flags();
    assertThat(flags.xds.translator()).isEqualTo(TranslatorSettings.DEFAULT);

    new CommandLine(flags).parseArgs("--acm-folder=/etc/acm/", "--xds-egress-port=15002");

    assertThat(flags.xds.translator()).isEqualTo(new TranslatorSettings("/etc/acm", 15002));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        // flags | what is wrong | signed | TLS
        "- | - | false | false",
        "--no-auth | - | false | false",
        "--tls-cert=c --tls-key=k | - | false | false",
        "--xds-client-ca=ca --tls-cert=c --tls-key=k | - | false | true",
        "--xds-egress-port=65535 | - | false | false",
        "--xds-egress-port=0 | --xds-egress-port must be from 1 to 65535, not 0 | false | false",
        "--xds-egress-port=65536 | --xds-egress-port must be from 1 to 65535 | false | false",
        "--xds-client-ca=ca | --xds-client-ca requires --tls-cert | false | false",
        "--xds-listen=0.0.0.0:1 | plain text is not allowed with --xds-listen 0.0.0.0:1 | true |"
            + " false",
        "--xds-listen=0.0.0.0:1 --allow-unsafe-plain-http | - | true | false",
        "--xds-listen=0.0.0.0:1 --tls-cert=c --tls-key=k | - | true | true",
        "--xds-listen=0.0.0.0:1 --tls-cert=c --tls-key=k --no-auth | --no-auth is not allowed with"
            + " --xds-listen | true | true",
        "--xds-listen=0.0.0.0:1 --tls-cert=c --tls-key=k --no-auth --xds-client-ca=ca | - | false |"
            + " true",
        "--xds-listen=0.0.0.0:1 --no-xds | - | true | false",
        "--acm-folder=certs | --acm-folder certs is not an absolute path | false | false",
      })
  void followFromWhereItListens(
      @Nullable String given, @Nullable String problem, boolean signed, boolean tls) {
    var flags = new Flags();
    new CommandLine(flags).parseArgs(given == null ? new String[0] : given.split(" ", -1));

    var problems = flags.xds.problems(flags.access);

    if (problem == null) {
      assertThat(problems).isEmpty();
    } else {
      assertThat(problems).singleElement().asString().contains(problem);
    }
    assertThat(flags.xds.asksForSignatures()).isEqualTo(signed);
    assertThat(flags.xds.settings("us-west-2", "123456789012", flags.access).tls() != null)
        .isEqualTo(tls);
  }
}
