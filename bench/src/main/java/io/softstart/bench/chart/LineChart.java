package io.softstart.bench.chart;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;

/** Lines over a common axis, each named at its end; the first one is drawn thicker. Mutable. */
public final class LineChart {
  private static final int WIDTH = 800;
  private static final int HEIGHT = 430;
  private static final double LEFT = 76;
  private static final double RIGHT = 600;
  private static final double TOP = 50;
  private static final double BOTTOM = 376;
  private static final double LINE_OF_TEXT = 15;

  /** One point of a line, in the axes' units. */
  public record Point(double x, double y) {}

  private record Line(String name, String colour, double width, List<Point> points) {
    Point last() {
      return points.get(points.size() - 1);
    }
  }

  private final String title;
  private final Axis across;
  private final Axis up;
  private final List<Line> lines = new ArrayList<>();

  /** Makes a chart without lines. */
  public LineChart(String title, Axis across, Axis up) {
    this.title = title;
    this.across = across;
    this.up = up;
  }

  /** Adds a line of one point or more, and returns this chart. */
  public LineChart line(String name, List<Point> points) {
    double width = lines.isEmpty() ? 3.5 : 1.6;
    lines.add(new Line(name, Svg.colour(lines.size()), width, List.copyOf(points)));
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
    Axis.Scale x = scale(across, Point::x);
    Axis.Scale y = scale(up, Point::y);
    Svg svg = new Svg(WIDTH, HEIGHT, title);
    for (double tick : x.ticks()) {
      svg.grid(xOf(x, tick), TOP, xOf(x, tick), BOTTOM);
      svg.text(xOf(x, tick), BOTTOM + 18, "middle", Svg.number(tick));
    }
    for (double tick : y.ticks()) {
      svg.grid(LEFT, yOf(y, tick), RIGHT, yOf(y, tick));
      svg.text(LEFT - 8, yOf(y, tick) + 4, "end", Svg.number(tick));
    }
    svg.text((LEFT + RIGHT) / 2, BOTTOM + 40, "middle", across.label());
    svg.upright(22, (TOP + BOTTOM) / 2, up.label());
    for (int i = lines.size() - 1; i >= 0; i--) { // the first lies on top
      draw(svg, lines.get(i), x, y);
    }
    nameAtTheirEnds(svg, y);
    return svg.end();
  }

  private void draw(Svg svg, Line line, Axis.Scale x, Axis.Scale y) {
    StringBuilder path = new StringBuilder();
    for (Point point : line.points()) {
      path.append(Svg.point(xOf(x, point.x()), yOf(y, point.y())));
      svg.dot(xOf(x, point.x()), yOf(y, point.y()), line.colour());
    }
    svg.path(path.toString().strip(), line.colour(), line.width());
  }

  /** Pushes names down that would lie on each other, and then all of them up into the picture. */
  private void nameAtTheirEnds(Svg svg, Axis.Scale y) {
    List<Line> downwards = new ArrayList<>(lines);
    downwards.sort(Comparator.comparingDouble(line -> yOf(y, line.last().y())));
    double[] at = new double[downwards.size()];
    double lowest = TOP;
    for (int i = 0; i < at.length; i++) {
      at[i] = Math.max(lowest, yOf(y, downwards.get(i).last().y()));
      lowest = at[i] + LINE_OF_TEXT;
    }
    double highest = BOTTOM + LINE_OF_TEXT;
    for (int i = at.length - 1; i >= 0; i--) {
      at[i] = Math.min(at[i], highest - LINE_OF_TEXT);
      highest = at[i];
      svg.name(RIGHT + 10, at[i] + 4, downwards.get(i).colour(), downwards.get(i).name());
    }
  }

  private Axis.Scale scale(Axis axis, ToDoubleFunction<Point> value) {
    return axis.over(all(value).min().orElse(axis.log() ? 1 : 0), all(value).max().orElse(10));
  }

  private DoubleStream all(ToDoubleFunction<Point> value) {
    return lines.stream().flatMap(line -> line.points().stream()).mapToDouble(value);
  }

  private static double xOf(Axis.Scale scale, double value) {
    return LEFT + scale.at(value) * (RIGHT - LEFT);
  }

  private static double yOf(Axis.Scale scale, double value) {
    return BOTTOM - scale.at(value) * (BOTTOM - TOP);
  }
}
