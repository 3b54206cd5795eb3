// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.envoy;

import dev.operators.appmesh.api.SubjectAlternativeNames;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A subject alternative name of a certificate. App Mesh does not say of which kind a name is, so
 * the kind is told from its form.
 *
 * @param kind which list of the certificate it stands in
 * @param text as the spec has it
 */
public record SubjectName(Kind kind, String text) {

  /** The kinds that Envoy tells apart. */
  public enum Kind {
    /** A domain name. */
    DNS,
    /** Such as {@code spiffe://example.org/edge}. */
    URI,
    /** An IPv4 or IPv6 address. */
    IP_ADDRESS
  }

  /** What reports say of names that are compared as they are. */
  public static final String KINDS =
      "App Mesh named no kinds: each is told from its form, URI, IP address or DNS name";

  private static final Pattern SCHEME = Pattern.compile("(?s)[A-Za-z][A-Za-z0-9+.-]*:.*");
  private static final Pattern ADDRESS =
      Pattern.compile(
          "\\d{1,3}(\\.\\d{1,3}){3}|(?=.*:.*:)[0-9A-Fa-f:]+(\\d{1,3}(\\.\\d{1,3}){3})?");

  /** A name, and the kind that its form tells. */
  public static SubjectName of(String text) {
    return new SubjectName(kind(text), text);
  }

  /** The names of a spec; none where it leaves them out. */
  public static List<SubjectName> of(@Nullable SubjectAlternativeNames names) {
    return names == null ? List.of() : names.match().exact().stream().map(SubjectName::of).toList();
  }

  private static Kind kind(String text) {
    if (ADDRESS.matcher(text).matches()) {
      return Kind.IP_ADDRESS;
    }
    return SCHEME.matcher(text).matches() ? Kind.URI : Kind.DNS;
  }
}
