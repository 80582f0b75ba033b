package io.softstart.bench.chart;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Bars that lie below each other, with their names on the left and their values at their ends; ours
 * have a colour of their own. Mutable.
 */
public final class BarChart {
  private static final int WIDTH = 800;
  private static final double LEFT = 250;
  private static final double RIGHT = 720;
  private static final double TOP = 44;
  private static final double ROW = 24;

  private record Bar(String name, double value, boolean ours) {}

  private final String title;
  private final Axis across;
  private final List<Bar> bars = new ArrayList<>();

  /** Makes a chart without bars. */
  public BarChart(String title, Axis across) {
    this.title = title;
    this.across = across;
  }

  /** Adds a bar, and returns this chart. */
  public BarChart bar(String name, double value) {
    bars.add(new Bar(name, value, false));
    return this;
  }

  /** Adds a bar of Softstart's, and returns this chart. */
  public BarChart ours(String name, double value) {
    bars.add(new Bar(name, value, true));
    return this;
  }

  /**
   * Writes the chart as SVG.
   *
   * @throws IOException if the file cannot be written
   */
  public void write(Path file) throws IOException {
    Svg.write(file, svg());
  }

  /** {@return the chart as SVG} */
  public String svg() {
    double least = bars.stream().mapToDouble(Bar::value).min().orElse(1);
    double most = bars.stream().mapToDouble(Bar::value).max().orElse(10);
    // half of the least, so that its bar can be seen on a log axis
    Axis.Scale scale = across.over(least / 2, most);
    double bottom = TOP + ROW * bars.size();
    Svg svg = new Svg(WIDTH, (int) bottom + 54, title);
    for (double tick : scale.ticks()) {
      double x = LEFT + scale.at(tick) * (RIGHT - LEFT);
      svg.grid(x, TOP, x, bottom);
      svg.text(x, bottom + 18, "middle", Svg.number(tick));
    }
    svg.text((LEFT + RIGHT) / 2, bottom + 40, "middle", across.label());
    for (int i = 0; i < bars.size(); i++) {
      Bar bar = bars.get(i);
      double y = TOP + i * ROW;
      double length = scale.at(bar.value()) * (RIGHT - LEFT);
      svg.text(LEFT - 8, y + 16, "end", bar.name());
      svg.bar(LEFT, y + 4, length, ROW - 8, Svg.colour(bar.ours() ? 0 : 7));
      svg.text(LEFT + length + 6, y + 16, "start", Svg.number(bar.value()));
    }
    return svg.end();
  }
}
