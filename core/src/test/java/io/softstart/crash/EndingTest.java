package io.softstart.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class EndingTest {
  @Test
  void causesAreTheSameWhateverNumbersTheyHold() {
    assertThat(print("bean@1f3a waited 12 ms")).isEqualTo(print("bean@77cc waited 9001 ms"));
    assertThat(print("db DENIED")).isNotEqualTo(print("db REFUSED"));
  }

  private static String print(String cause) {
    return new Ending(70, "title", cause, "", "").fingerprint();
  }

  @Property
  void aTerminationMessageStaysWithinItsBytesAndIsWellFormed(
      @ForAll String text, @ForAll @IntRange(min = 4, max = 40) int longest) {
    byte[] cut = TerminationMessage.cut(text.getBytes(StandardCharsets.UTF_8), longest);
    assertThat(cut.length).isLessThanOrEqualTo(longest);
    String read = new String(cut, StandardCharsets.UTF_8);
    assertThat(new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8))
        .startsWith(read);
  }
}
