// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The picture at the top of README: the way from a manifest to a service. It brings its own
 * background, so that it can be read on any page, and follows the reader's choice of light or dark.
 */
final class OverviewPicture {

  private static final int MARGIN = 24;
  private static final int BOX = 140;
  private static final int GAP = 68;
  private static final int TOP = 28;
  private static final int HEIGHT = 84;
  private static final int LOWER_TOP = 168;
  private static final int LOWER_HEIGHT = 36;

  private static final List<Box> BOXES =
      List.of(
          new Box("Manifest", "VirtualGateway", "in Kubernetes", "watch"),
          new Box("Operator", "compares, repairs,", "writes the status", "API calls"),
          new Box("Endpoint", "App Mesh API and", "control plane", "xDS"),
          new Box("Envoy", "serves", "the gateway", "requests"),
          new Box("Service", "your program,", "a virtual node", ""));

  /** A box, and what the arrow to the next one says. */
  private record Box(String title, String first, String second, String arrow) {}

  private OverviewPicture() {}

  /** As SVG. */
  static String svg() {
    var width = 2 * MARGIN + BOXES.size() * BOX + (BOXES.size() - 1) * GAP;
    var height = LOWER_TOP + LOWER_HEIGHT + TOP;
    return """
    <svg xmlns="http://www.w3.org/2000/svg" width="%1$d" height="%2$d" viewBox="0 0 %1$d %2$d" role="img" aria-labelledby="title">
    <title id="title">From a manifest to a service: the operator watches the manifest and calls the endpoint, which configures Envoy. Envoy sends the requests of clients to the service.</title>
    <style>
      .page { fill: #ffffff; stroke: #d0d7de; }
      .box { fill: #f3f6fa; stroke: #57606a; }
      .ours { fill: #ddf0ff; stroke: #0969da; }
      .line { stroke: #57606a; stroke-width: 1.5; fill: none; }
      .head { fill: #57606a; }
      text { font-family: -apple-system, "Segoe UI", Helvetica, Arial, sans-serif; font-size: 13px; fill: #424a53; text-anchor: middle; }
      .title { font-size: 16px; font-weight: 600; fill: #1f2328; }
      .label { font-size: 12px; }
      @media (prefers-color-scheme: dark) {
        .page { fill: #0d1117; stroke: #30363d; }
        .box { fill: #1c2129; stroke: #8b949e; }
        .ours { fill: #10283f; stroke: #58a6ff; }
        .line { stroke: #8b949e; }
        .head { fill: #8b949e; }
        text { fill: #c9d1d9; }
        .title { fill: #f0f6fc; }
      }
    </style>
    <rect class="page" x="0.5" y="0.5" width="%3$d" height="%4$d" rx="8"/>
    %5$s%6$s%7$s</svg>
    """
        .formatted(
            width,
            height,
            width - 1,
            height - 1,
            IntStream.range(0, BOXES.size())
                .mapToObj(OverviewPicture::box)
                .collect(Collectors.joining()),
            from("AWS CLI and SDKs", 2),
            from("Clients", 3));
  }

  private static String box(int index) {
    var box = BOXES.get(index);
    var left = left(index);
    var isOurs = index == 1 || index == 2;
    return """
    <rect class="%1$s" x="%2$d" y="%3$d" width="%4$d" height="%5$d" rx="6"/>
    <text class="title" x="%6$d" y="%7$d">%8$s</text>
    <text x="%6$d" y="%9$d">%10$s</text>
    <text x="%6$d" y="%11$d">%12$s</text>
    """
            .formatted(
                isOurs ? "ours" : "box",
                left,
                TOP,
                BOX,
                HEIGHT,
                left + BOX / 2,
                TOP + 26,
                box.title(),
                TOP + 49,
                box.first(),
                TOP + 67,
                box.second())
        + (box.arrow().isEmpty() ? "" : arrow(index, box.arrow()));
  }

  private static int left(int index) {
    return MARGIN + index * (BOX + GAP);
  }

  /** From a box to the next one. */
  private static String arrow(int index, String label) {
    var start = left(index) + BOX + 4;
    var end = left(index + 1) - 4;
    var y = TOP + HEIGHT / 2;
    return """
    <path class="line" d="M%d %d H%d"/>
    <path class="head" d="M%d %d l-9 -5 v10 z"/>
    <text class="label" x="%d" y="%d">%s</text>
    """
        .formatted(start, y, end - 8, end, y, (start + end) / 2, y - 10, label);
  }

  /** Somebody below a box who calls it. */
  private static String from(String who, int index) {
    var left = left(index);
    var middle = left + BOX / 2;
    var end = TOP + HEIGHT + 4;
    return """
    <rect class="box" x="%d" y="%d" width="%d" height="%d" rx="6"/>
    <text x="%d" y="%d">%s</text>
    <path class="line" d="M%d %d V%d"/>
    <path class="head" d="M%d %d l-5 9 h10 z"/>
    """
        .formatted(
            left,
            LOWER_TOP,
            BOX,
            LOWER_HEIGHT,
            middle,
            LOWER_TOP + 23,
            who,
            middle,
            LOWER_TOP - 4,
            end + 8,
            middle,
            end);
  }
}
