package io.softstart.bench.chart;

import java.util.ArrayList;
import java.util.List;

/**
 * One axis of a chart.
 *
 * @param label what it measures, with its unit
 * @param log whether it is logarithmic; all its values are positive then
 */
public record Axis(String label, boolean log) {
  private static final int[] EACH_DECADE = {1};
  private static final int[] FEW_DECADES = {1, 2, 5};

  /** {@return an axis from zero} */
  public static Axis linear(String label) {
    return new Axis(label, false);
  }

  /** {@return an axis on which each step multiplies} */
  public static Axis log(String label) {
    return new Axis(label, true);
  }

  /** Where values lie between the ends of an axis, 0 to 1, and what is written beside it. */
  record Scale(Axis axis, List<Double> ticks) {
    double at(double value) {
      double low = ticks.get(0);
      double high = ticks.get(ticks.size() - 1);
      return axis.log ? Math.log(value / low) / Math.log(high / low) : (value - low) / (high - low);
    }
  }

  Scale over(double least, double most) {
    if (log && least <= 0) {
      throw new IllegalArgumentException(label + ": " + least + " has no place on a log axis");
    }
    return new Scale(this, log ? decades(least, most) : steps(most > 0 ? most : 1));
  }

  private static List<Double> steps(double most) {
    double rough = most / 5;
    double decade = Math.pow(10, Math.floor(Math.log10(rough)));
    double step = 10 * decade;
    for (int nice : new int[] {5, 2, 1}) {
      step = nice * decade >= rough ? nice * decade : step;
    }
    List<Double> ticks = new ArrayList<>(List.of(0.0));
    while (ticks.get(ticks.size() - 1) < most) {
      ticks.add(ticks.size() * step);
    }
    return List.copyOf(ticks);
  }

  private static List<Double> decades(double least, double most) {
    List<Double> ticks = new ArrayList<>();
    for (int decade = (int) Math.floor(Math.log10(least)); ; decade++) {
      for (int nice : most / least < 300 ? FEW_DECADES : EACH_DECADE) {
        double tick = nice * Math.pow(10, decade);
        if (tick <= least) {
          ticks.clear();
        }
        ticks.add(tick);
        if (tick >= most && ticks.size() > 1) {
          return List.copyOf(ticks);
        }
      }
    }
  }
}
