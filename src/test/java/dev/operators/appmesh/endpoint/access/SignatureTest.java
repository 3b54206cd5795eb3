// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.endpoint.access;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The requests and signatures of AWS's published test suite for Signature Version 4. */
class SignatureTest {
  private static final String SECRET = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";
  private static final String TIME = "20150830T123600Z";
  private static final Pattern LINES = Pattern.compile("\\|");
  private static final Pattern PAIRS = Pattern.compile("&");

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      textBlock =
          """
          get-vanilla, GET, /, '', '', host;x-amz-date, '', \
          5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31
          get-header-key-duplicate, GET, /, '', My-Header1:value2|My-Header1:value2|My-Header1:value1, \
          host;my-header1;x-amz-date, '', \
          c9d5ea9f3f72853aea855b47ea873832890dbdd183b4468f858259531a5138ea
          get-header-value-trim, GET, /, '', 'My-Header1: value1|My-Header2: "a   b   c"', \
          host;my-header1;my-header2;x-amz-date, '', \
          acc3ed3afb60bb290fc8d2dd0098b9911fcaa05412b367055dee359757a9c736
          get-utf8, GET, /ሴ, '', '', host;x-amz-date, '', \
          8318018e0b0f223aa2bbf98705b62bb787dc9c0e678f255a891fd03141be5d85
          get-space, GET, /example space/, '', '', host;x-amz-date, '', \
          652487583200325589f1fba4c7e578f72c47cb61beeca81406b39ddec1366741
          get-slash-unnormalized, GET, //, '', '', host;x-amz-date, '', \
          c88bcd3d312d75078c0cd961d6deae3f4c754924b01669efcfcb439fd5e5b76e
          get-vanilla-query-order-key-case, GET, /, Param2=value2&Param1=value1, '', \
          host;x-amz-date, '', \
          b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500
          get-vanilla-query-order-encoded, GET, /, Param-3=Value3&Param=Value2&ሴ=Value1, '', \
          host;x-amz-date, '', \
          371d3713e185cc334048618a97f809c9ffe339c62934c032af5a0e595648fcac
          get-vanilla-query-unreserved, GET, /, \
          -._~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz=\
          -._~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz, '', \
          host;x-amz-date, '', \
          9c3e54bfcdf0b19771a7f523ee5669cdf59bc7cc0884027167c21bb143a40197
          get-vanilla-utf8-query, GET, /, ሴ=bar, '', host;x-amz-date, '', \
          2cdec8eed098649ff3a119c94853b13c643bcf08f8b0a1d91e12c9027818dd04
          get-vanilla-with-session-token, GET, /, '', \
          X-Amz-Security-Token:\
          6e86291e8372ff2a2260956d9b8aae1d763fbf315fa00fa31553b73ebf194267, \
          host;x-amz-date;x-amz-security-token, '', \
          07ec1639c89043aa0e3e2de82b96708f198cceab042d4a97044c66dd9f74e7f8
          post-x-www-form-urlencoded, POST, /, '', \
          Content-Type:application/x-www-form-urlencoded|Content-Length:13|\
          x-amz-content-sha256:9095672bbd1f56dfc5b65f3e153adc8731a4a654192329106275f4c7b24d0b6e, \
          content-length;content-type;host;x-amz-content-sha256;x-amz-date, Param1=value1, \
          d3875051da38690788ef43de4db0d8f280229d82040bfac253562e56c3f20e0b
          """)
  void isThatOfTheSuite(
      String name,
      String method,
      String path,
      String query,
      String headers,
      String signedHeaders,
      String body,
      String signature) {
    var authorization =
        AuthorizationHeader.parse(
            "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request,"
                + " SignedHeaders="
                + signedHeaders
                + ", Signature="
                + signature);
    var head =
        new RequestHead(
            method,
            path,
            pairs(PAIRS, "=", query),
            pairs(LINES, ":", headers + "|Host:example.amazonaws.com|X-Amz-Date:" + TIME));

    var request =
        head.canonical(authorization.signedHeaders(), Signature.sha256(body.getBytes(UTF_8)));

    assertThat(Signature.of(SECRET, authorization, TIME, request)).as(request).isEqualTo(signature);
  }

  private static Map<String, List<String>> pairs(Pattern separator, String between, String text) {
    return separator
        .splitAsStream(text)
        .filter(pair -> !pair.isEmpty())
        .collect(
            groupingBy(
                pair -> name(pair.substring(0, pair.indexOf(between)), between),
                mapping(pair -> pair.substring(pair.indexOf(between) + 1), toList())));
  }

  /** Names of headers have no case. */
  private static String name(String name, String between) {
    return between.equals(":") ? name.toLowerCase(Locale.ROOT) : name;
  }
}
