package io.softstart.status;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The answers in docs/operations.md are such as are given. */
class OperationsDocTest {
  private static final Pattern SHOWN =
      Pattern.compile(
          "```\n\\$ curl (-i|-I|-i -X POST) '?http://localhost:8081([^'\n]*)'?\n(.*?)\n```",
          Pattern.DOTALL);

  @Test
  void everyAnswerHasTheHeadThatIsShown() throws Exception {
    Matcher shown = SHOWN.matcher(Files.readString(Path.of("../docs/operations.md")));
    int seen = 0;
    try (Waiting shop = new Waiting()) {
      for (; shown.find(); seen++) {
        String method = List.of("GET", "HEAD", "POST").get(methodOf(shown.group(1)));
        String answer = Http.send(shop.port, method + " " + shown.group(2) + " HTTP/1.1\r\n\r\n");

        assertThat(head(answer)).isEqualTo(head(shown.group(3)));
      }
    }
    assertThat(seen).isEqualTo(8);
  }

  private static int methodOf(String options) {
    return List.of("-i", "-I", "-i -X POST").indexOf(options);
  }

  /** The head without what depends on the body. */
  private static String head(String answer) {
    return answer
        .replace("\r", "")
        .replaceAll("(?s)\n\n.*", "")
        .strip()
        .replaceAll("(Content-Length: )\\d+", "$1*")
        .replaceAll("'sha256-[^']*'", "*");
  }
}
