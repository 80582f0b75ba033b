package io.softstart.bench.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.softstart.bench.chart.LineChart.Point;
import java.io.StringReader;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

class ChartTest {
  @Test
  void ticksEncloseTheValuesAndAreRound() {
    assertThat(Axis.linear("s").over(3, 3.4).ticks()).containsExactly(0.0, 1.0, 2.0, 3.0, 4.0);
    assertThat(Axis.linear("s").over(0, 0).ticks()).startsWith(0.0).endsWith(1.0);
    assertThat(Axis.log("n").over(1, 100_000).ticks())
        .containsExactly(1.0, 10.0, 100.0, 1_000.0, 10_000.0, 100_000.0);
    assertThat(Axis.log("n").over(1.3, 4).ticks()).containsExactly(1.0, 2.0, 5.0);
    assertThat(Axis.log("n").over(7, 7).ticks()).containsExactly(5.0, 10.0);
  }

  @Test
  void numbersAreWrittenAsPeopleWriteThem() {
    assertThat(Svg.number(0)).isEqualTo("0");
    assertThat(Svg.number(0.1 + 0.2)).isEqualTo("0.3");
    assertThat(Svg.number(0.05)).isEqualTo("0.05");
    assertThat(Svg.number(2.544)).isEqualTo("2.54");
    assertThat(Svg.number(10.04)).isEqualTo("10");
    assertThat(Svg.number(12_345.6)).isEqualTo("12,346");
  }

  @Test
  void linesAreWellFormedNamedAndInsideThePicture() throws Exception {
    LineChart chart =
        new LineChart("a < b & c", Axis.log("instances"), Axis.log("times the ideal"))
            .line("one", List.of(new Point(1, 1), new Point(1_000, 3)))
            .line("two", List.of(new Point(1, 2), new Point(1_000, 3)));

    Document svg = parsed(chart.svg());

    assertThat(svg.getElementsByTagName("title").item(0).getTextContent()).isEqualTo("a < b & c");
    assertThat(svg.getElementsByTagName("polyline").getLength()).isEqualTo(2);
    assertThat(svg.getElementsByTagName("circle").getLength()).isEqualTo(4);
    assertThat(chart.svg()).contains(">one</text>", ">two</text>").isEqualTo(chart.svg());
  }

  @Test
  void barsAreAsLongAsTheirValues() throws Exception {
    String svg = new BarChart("wait", Axis.linear("s")).ours("Softstart", 1).bar("other", 2).svg();

    assertThat(parsed(svg).getElementsByTagName("rect").getLength()).isEqualTo(3);
    assertThat(svg).contains("width='235.0'", "width='470.0'");
  }

  @Test
  void zeroHasNoPlaceOnALogAxis() {
    assertThatThrownBy(
            () ->
                new LineChart("t", Axis.linear("x"), Axis.log("y"))
                    .line("l", List.of(new Point(0, 0)))
                    .svg())
        .hasMessage("y: 0.0 has no place on a log axis");
  }

  private static Document parsed(String svg) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(svg)));
  }
}
