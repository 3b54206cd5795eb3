# SPDX-License-Identifier: Apache-2.0
"""Draws a Grafana dashboard without Grafana: draw_dashboard.py DASHBOARD PROMETHEUS-URL START END PICTURE

Each panel is drawn from the results of its own expressions, asked of a Prometheus between two Unix times. Kinds of panels: stat
and timeseries. Needs matplotlib.
"""

import json
import re
import sys
import urllib.parse
import urllib.request
from datetime import datetime, timezone

import matplotlib

matplotlib.use("Agg")
import matplotlib.dates
import matplotlib.pyplot as plt

BACKGROUND, PANEL, TEXT, FAINT = "#111217", "#181b1f", "#ccccdc", "#2c3235"
COLORS = ["#73bf69", "#f2cc0c", "#8ab8ff", "#ff780a", "#f2495c", "#5794f2", "#b877d9", "#37872d", "#e0b400", "#c4162a"]
NAMED = {"green": "#73bf69", "red": "#f2495c"}
STEP = 5


def ask(url, expr, start, end):
    query = urllib.parse.urlencode({"query": expr, "start": start, "end": end, "step": STEP})
    with urllib.request.urlopen(f"{url}/api/v1/query_range?{query}") as answer:
        return json.load(answer)["data"]["result"]


def legend(pattern, metric):
    if not pattern:
        return ""
    return re.sub(r"{{\s*(\w+)\s*}}", lambda match: metric.get(match.group(1), ""), pattern)


def written(value, unit):
    if unit == "bytes":
        return f"{value / 2**20:.0f} MiB"
    if unit == "s":
        return f"{value:.1f} s" if value >= 1 else f"{value * 1000:.0f} ms"
    if unit == "reqps":
        return f"{value:.3g}/s"
    return f"{value:g}"


def color_of(defaults, value):
    color = "#73bf69"
    for step in defaults.get("thresholds", {}).get("steps", []):
        if step["value"] is None or value >= step["value"]:
            color = NAMED.get(step["color"], step["color"])
    return color


def stat(axes, defaults, found):
    axes.set_axis_off()
    value = float(found[0][1]["values"][-1][1]) if found else None
    text = "No data" if value is None else written(value, defaults.get("unit"))
    for mapping in defaults.get("mappings", []):
        text = mapping["options"].get(text, {}).get("text", text)
    axes.text(0.5, 0.42, text, color=TEXT if value is None else color_of(defaults, value), fontsize=26, ha="center", va="center")


def series(axes, defaults, found, begin, end):
    for number, (name, result) in enumerate(found):
        times = [datetime.fromtimestamp(time, timezone.utc) for time, _ in result["values"]]
        values = [float(value) for _, value in result["values"]]
        axes.plot(times, values, label=name, color=COLORS[number % len(COLORS)], linewidth=1.3)
    axes.grid(color=FAINT, linewidth=0.6)
    axes.tick_params(colors=TEXT, labelsize=7, length=0)
    axes.xaxis.set_major_formatter(matplotlib.dates.DateFormatter("%H:%M"))
    axes.xaxis.set_major_locator(matplotlib.dates.MinuteLocator())
    axes.yaxis.set_major_formatter(lambda value, _: written(value, defaults.get("unit")))
    axes.set_ylim(bottom=0)
    axes.set_xlim(datetime.fromtimestamp(begin, timezone.utc), datetime.fromtimestamp(end, timezone.utc))
    for side in axes.spines.values():
        side.set_visible(False)
    axes.legend(fontsize=6.5, labelcolor=TEXT, frameon=False, loc="upper left", bbox_to_anchor=(0, -0.1), ncols=4)


def main(dashboard, url, start, end, picture):
    with open(dashboard, encoding="utf-8") as file:
        content = json.load(file)
    rows = max(panel["gridPos"]["y"] + panel["gridPos"]["h"] for panel in content["panels"])
    figure = plt.figure(figsize=(16, rows * 0.42 + 0.8), facecolor=BACKGROUND)
    top = 0.6 / (rows * 0.42 + 0.8)
    figure.text(0.012, 1 - top / 2, content["title"], color=TEXT, fontsize=15, va="center")
    for panel in content["panels"]:
        place, defaults = panel["gridPos"], panel["fieldConfig"]["defaults"]
        found = [
            (legend(target.get("legendFormat"), result["metric"]), result)
            for target in panel["targets"]
            for result in ask(url, target["expr"], start, end)
        ]
        height = (1 - top) / rows
        left, bottom = place["x"] / 24, 1 - top - (place["y"] + place["h"]) * height
        figure.add_artist(
            plt.Rectangle((left + 0.003, bottom + 0.003), place["w"] / 24 - 0.006, place["h"] * height - 0.006, color=PANEL, zorder=-1)
        )
        figure.text(left + 0.009, bottom + place["h"] * height - 0.011, panel["title"], color=TEXT, fontsize=9.5, va="center")
        wide = panel["type"] == "timeseries"
        axes = figure.add_axes(
            [left + (0.045 if wide else 0.01), bottom + place["h"] * height * (0.26 if wide else 0.05), place["w"] / 24 - (0.06 if wide else 0.02), place["h"] * height * (0.6 if wide else 0.75)],
            facecolor=PANEL,
        )
        if wide:
            series(axes, defaults, found, float(start), float(end))
        else:
            stat(axes, defaults, found)
    figure.savefig(picture, dpi=90, facecolor=BACKGROUND)


if __name__ == "__main__":
    main(*sys.argv[1:])
