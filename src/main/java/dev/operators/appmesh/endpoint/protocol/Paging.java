// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.endpoint.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Which part of a list a call asks for. Lists are in the order of their keys and a token holds the
 * last key of its page, so that what is added or removed meanwhile moves nothing.
 *
 * @param scope what is listed: a token of one list is not valid for another
 * @param after the last key of the page before; empty for the first page
 * @param limit how many at most
 */
public record Paging(String scope, String after, int limit) {

  /** What {@code call} asks for, at most and by default {@code max} items. */
  public static Paging of(Call call, String scope, int max) {
    var limit = call.query().getOrDefault("limit", "");
    var token = call.query().getOrDefault("nextToken", "");
    var list = call.operation() + "\n" + scope + "\n";
    return new Paging(
        list, token.isEmpty() ? "" : key(list, token), limit.isEmpty() ? max : size(limit, max));
  }

  /**
   * The answer.
   *
   * @param member name of the list in the answer
   * @param found the items after {@link #after}, at least one more than {@link #limit} if there are
   * @param key what the list is ordered by
   */
  public <T> Map<String, @Nullable Object> answer(
      String member, List<T> found, Function<T, String> key, Function<T, ?> item) {
    var page = found.stream().limit(limit).toList();
    var answer = new LinkedHashMap<String, @Nullable Object>();
    answer.put(member, page.stream().map(item).toList());
    answer.put("nextToken", found.size() > limit ? token(key.apply(page.getLast())) : null);
    return answer;
  }

  private String token(String key) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString((scope + key).getBytes(UTF_8));
  }

  private static String key(String scope, String token) {
    try {
      var text = new String(Base64.getUrlDecoder().decode(token), UTF_8);
      if (text.startsWith(scope) && text.length() > scope.length() && text.indexOf('\0') < 0) {
        return text.substring(scope.length());
      }
    } catch (IllegalArgumentException e) {
      // not one of ours, as any other that does not belong to this list
    }
    throw ApiError.badRequest("nextToken is not valid for this list.");
  }

  private static int size(String limit, int max) {
    if (limit.matches("\\d{1,4}")
        && Integer.parseInt(limit) >= 1
        && Integer.parseInt(limit) <= max) {
      return Integer.parseInt(limit);
    }
    throw ApiError.badRequest("limit must be a number from 1 to " + max + ".");
  }
}
