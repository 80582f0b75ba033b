package io.softstart.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class EarlyLogTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  private String written() {
    return out.toString(StandardCharsets.UTF_8);
  }

  @Test
  void textLines() {
    new EarlyLog("orders", EarlyLog.Format.TEXT, out, false).line(Level.WARN, "password=S3CRET é");
    assertThat(written())
        .matches("\\d{4}-\\d\\d-\\d\\dT[0-9:.]{12}Z WARN  orders: password=\\*\\*\\* é\n");
  }

  @Test
  void coloursAreForTerminalsOnly() {
    new EarlyLog("orders", EarlyLog.Format.TEXT, out, true).line(Level.WARN, "x");
    assertThat(written()).contains(" \u001b[33mWARN\u001b[0m  orders: x");
    assertThat(Terminal.isColoured(null, "xterm", "/dev/pts/3")).isTrue();
    assertThat(Terminal.isColoured("1", "xterm", "/dev/pts/3")).isFalse();
    assertThat(Terminal.isColoured(null, "dumb", "/dev/pts/3")).isFalse();
    assertThat(Terminal.isColoured(null, null, "/dev/pts/3")).isFalse();
    assertThat(Terminal.isColoured(null, "xterm", "pipe:[1]")).isFalse();
  }

  @Test
  void jsonLinesHaveTheirFieldsAndEscapes() {
    new EarlyLog("orders", EarlyLog.Format.JSON, out, false)
        .line(Level.ERROR, "say \"no\"\n\t\\ \u0001", "softstart.gate", "db");
    assertThat(written())
        .startsWith("{\"@timestamp\":\"20")
        .contains("\"log.level\":\"error\"")
        .contains("\"message\":\"say \\\"no\\\"\\n\\t\\\\ \\u0001\"")
        .contains("\"service.name\":\"orders\"")
        .contains("\"softstart.gate\":\"db\"")
        .endsWith("}\n");
  }

  @Test
  void blocksAreOneJsonLineAndSeveralTextLines() {
    new EarlyLog("orders", EarlyLog.Format.JSON, out, false).block(Level.ERROR, "title", "a\nb\n");
    assertThat(written()).hasLineCount(1).contains("\"error.message\":\"a\\nb\\n\"");
    out.reset();
    new EarlyLog("orders", EarlyLog.Format.TEXT, out, false)
        .block(Level.ERROR, "title", "  a\n  b\n");
    assertThat(written()).endsWith("ERROR orders: title\n  a\n  b\n");
  }

  @Test
  void reportsAreATableOrAnObject() {
    new EarlyLog("orders", EarlyLog.Format.JSON, out, false)
        .report(Level.INFO, "READY", "  table\n", "{\"a\":1}");
    assertThat(written()).endsWith("\"softstart.report\":{\"a\":1}}\n");
    out.reset();
    new EarlyLog("orders", EarlyLog.Format.TEXT, out, false)
        .report(Level.INFO, "READY", "  table\n", "{}");
    assertThat(written()).endsWith("INFO  orders: READY\n  table\n");
  }

  @Test
  void aClosedStreamLosesNothingButTheWrite() {
    OutputStream closed =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("Broken pipe");
          }
        };
    EarlyLog log = new EarlyLog("orders", EarlyLog.Format.TEXT, closed, false);
    log.line(Level.INFO, "still here");
    assertThat(log.lastLines()).singleElement().asString().contains("still here");
  }

  @Test
  void theLastLinesAreBounded() {
    EarlyLog log = new EarlyLog("orders", EarlyLog.Format.TEXT, out, false);
    for (int i = 0; i < 1_000; i++) {
      log.line(Level.INFO, "line " + i);
    }
    assertThat(log.lastLines()).hasSize(200).last().asString().endsWith("line 999");
  }

  @Property
  void timestampsAreThoseOfTheJdk(
      @ForAll @LongRange(min = 0, max = 253_402_300_799_999L) long millis) {
    String expected = Instant.ofEpochMilli(millis).toString();
    String padded = expected.length() == 24 ? expected : expected.substring(0, 19) + ".000Z";
    assertThat(Timestamp.of(millis)).isEqualTo(padded);
  }
}
