package io.softstart.bench.chart;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** The few shapes that a chart needs, as text. */
final class Svg {
  /** The first six are Okabe and Ito's, which the colour-blind tell apart. */
  private static final String[] COLOURS = {
    "#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#000000", "#8C8C8C",
    "#8B5A2B", "#6A3D9A"
  };

  private final StringBuilder out = new StringBuilder();

  Svg(int width, int height, String title) {
    add(
        "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 %d %d' role='img'"
            + " font-family='Helvetica, Arial, sans-serif' font-size='12'>",
        width, height);
    add("<title>%s</title>", plain(title));
    add("<rect width='%d' height='%d' fill='#FFFFFF'/>", width, height);
    add("<text x='16' y='26' font-size='16' font-weight='bold'>%s</text>", plain(title));
  }

  static String colour(int index) {
    return COLOURS[index % COLOURS.length];
  }

  static String point(double x, double y) {
    return String.format(Locale.ROOT, " %.1f,%.1f", x, y);
  }

  /** {@return a number as one would write it: 0.05, 2.5, 1,000} */
  static String number(double value) {
    if (value == 0 || Math.abs(value) >= 100 || value == Math.rint(value)) {
      return String.format(Locale.ROOT, "%,.0f", value);
    }
    int digits = (int) Math.max(0, 2 - Math.floor(Math.log10(Math.abs(value))));
    String text = String.format(Locale.ROOT, "%." + digits + "f", value);
    return text.indexOf('.') < 0 ? text : text.replaceAll("\\.?0+$", "");
  }

  static void write(Path file, String svg) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    Files.writeString(file, svg);
  }

  void grid(double x1, double y1, double x2, double y2) {
    add("<path d='M%.1f %.1fL%.1f %.1f' stroke='#DDDDDD'/>", x1, y1, x2, y2);
  }

  /** The anchor is start, middle or end. */
  void text(double x, double y, String anchor, String text) {
    add("<text x='%.1f' y='%.1f' text-anchor='%s'>%s</text>", x, y, anchor, plain(text));
  }

  void name(double x, double y, String colour, String name) {
    add("<text x='%.1f' y='%.1f' fill='%s'>%s</text>", x, y, colour, plain(name));
  }

  void upright(double x, double y, String text) {
    add(
        "<text transform='translate(%.1f %.1f) rotate(-90)' text-anchor='middle'>%s</text>",
        x, y, plain(text));
  }

  void bar(double x, double y, double width, double height, String colour) {
    add(
        "<rect x='%.1f' y='%.1f' width='%.1f' height='%.1f' fill='%s'/>",
        x, y, width, height, colour);
  }

  void dot(double x, double y, String colour) {
    add("<circle cx='%.1f' cy='%.1f' r='3' fill='%s'/>", x, y, colour);
  }

  void path(String points, String colour, double width) {
    add(
        "<polyline points='%s' fill='none' stroke='%s' stroke-width='%.1f'/>",
        points, colour, width);
  }

  String end() {
    return out + "</svg>\n";
  }

  private void add(String format, Object... values) {
    out.append(String.format(Locale.ROOT, format, values)).append('\n');
  }

  private static String plain(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
