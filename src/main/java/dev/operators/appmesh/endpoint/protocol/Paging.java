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
 * The requested page of a list. Lists are ordered by a key, and a token contains the last key of
 * its page, so that additions and removals between two calls do not shift the pages.
 *
 * @param scope identifies the list: a token is only valid for its own list
 * @param after the last key of the previous page; empty for the first page
 * @param limit maximum number of items
 */
public record Paging(String scope, String after, int limit) {

  /** The page that {@code call} requests, with {@code max} items at most and by default. */
  public static Paging of(Call call, String scope, int max) {
    var limit = call.query().getOrDefault("limit", "");
    var token = call.query().getOrDefault("nextToken", "");
    var list = call.operation() + "\n" + scope + "\n";
    return new Paging(
        list, token.isEmpty() ? "" : key(list, token), limit.isEmpty() ? max : size(limit, max));
  }

  /**
   * The members of the response.
   *
   * @param member name of the list in the response
   * @param found the items after {@link #after}, and more than {@link #limit} of them if this is
   *     not the last page
   * @param key the key that the list is ordered by
   * @param item an item in the response
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
      // rejected below, as a token of another list
    }
    throw ApiError.badRequest("nextToken is not valid for this list.");
  }

  private static int size(String limit, int max) {
    int size = limit.matches("\\d{1,4}") ? Integer.parseInt(limit) : 0;
    if (size < 1 || size > max) {
      throw ApiError.badRequest("limit must be a number from 1 to " + max + ".");
    }
    return size;
  }
}
