package io.softstart.examples.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A fenced block of a page.
 *
 * @param page where it stands
 * @param kind the word behind the opening fence; empty if there is none
 * @param text its lines
 */
record Block(Path page, String kind, String text) {
  private static final Pattern FENCED =
      Pattern.compile("^```([a-z]*)\n(.*?)^```$", Pattern.DOTALL | Pattern.MULTILINE);

  static List<Block> all(List<Path> pages) throws IOException {
    List<Block> blocks = new ArrayList<>();
    for (Path page : pages) {
      Matcher fenced = FENCED.matcher(Files.readString(page));
      while (fenced.find()) {
        blocks.add(new Block(page, fenced.group(1), fenced.group(2)));
      }
    }
    return blocks;
  }

  static List<Block> of(String kind, List<Path> pages) throws IOException {
    return all(pages).stream()
        .filter(block -> block.kind().equals(kind))
        .collect(Collectors.toList());
  }
}
