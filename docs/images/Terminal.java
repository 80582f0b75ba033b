import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Draws what stands on standard input as a terminal, in SVG. */
final class Terminal {
  private static final double COLUMN = 7.83; // of a 13 px monospace font
  private static final int LINE = 18;
  private static final int TOP = 44;
  private static final int LEFT = 16;

  public static void main(String[] args) throws IOException {
    List<String> lines =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))
            .lines()
            .toList();
    int columns = lines.stream().mapToInt(String::length).max().orElseThrow();
    int width = (int) (2 * LEFT + columns * COLUMN);
    int height = TOP + lines.size() * LINE + 8;
    StringBuilder svg = new StringBuilder();
    svg.append(
        """
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %1$d %2$d" width="%1$d" height="%2$d">
          <title>%3$s</title>
          <style>
            text { font: 13px ui-monospace, 'DejaVu Sans Mono', Menlo, Consolas, monospace; fill: #c9d1d9; white-space: pre; }
            .demo { fill: #8b949e; }
            .command { fill: #ffffff; font-weight: bold; }
            .warn { fill: #e3b341; }
            .good { fill: #56d364; }
            .bad { fill: #ff7b72; }
          </style>
          <rect width="%1$d" height="%2$d" rx="8" fill="#0d1117"/>
          <circle cx="20" cy="18" r="6" fill="#ff5f57"/>
          <circle cx="40" cy="18" r="6" fill="#febc2e"/>
          <circle cx="60" cy="18" r="6" fill="#28c840"/>
        """
            .formatted(width, height, args[0]));
    String kind = "";
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      kind = kind(line, kind);
      svg.append("  <text x=\"%d\" y=\"%d\"".formatted(LEFT, TOP + i * LINE + 8))
          .append(kind.isEmpty() ? "" : " class=\"" + kind + "\"")
          // the same width in any font
          .append(" textLength=\"%d\"".formatted(Math.round(line.length() * COLUMN)))
          .append(" lengthAdjust=\"spacingAndGlyphs\">")
          .append(line.replace("&", "&amp;").replace("<", "&lt;"))
          .append("</text>\n");
    }
    System.out.print(svg.append("</svg>\n"));
  }

  /** A line that goes on is coloured as the one before it. */
  private static String kind(String line, String before) {
    if (line.startsWith("       |     ")) {
      return before;
    } else if (line.contains("$ ")) {
      return "command";
    } else if (line.contains(" WARN ")) {
      return "warn";
    } else if (line.contains(" ERROR ")) {
      return "bad";
    } else if (line.contains(" is open ") || line.contains("READY")) {
      return "good";
    }
    return line.startsWith("  demo |") ? "demo" : "";
  }

  private Terminal() {}
}
