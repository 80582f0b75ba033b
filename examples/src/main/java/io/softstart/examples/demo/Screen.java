package io.softstart.examples.demo;

import io.softstart.testkit.OutputLine;
import io.softstart.testkit.RunningJvm;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * What a person sees: the lines of the service as it prints them, those of the demo in between.
 * Long lines are folded, since the story is to fit on one screen.
 */
final class Screen implements AutoCloseable {
  private static final int WIDTH = 100;
  private static final int STEP_MILLIS = 20;
  private static final String DEMO = "  demo | ";
  private static final String ORDERS = "orders | ";
  private static final String FOLDED = "       |     ";

  private final RunningJvm orders;
  private final CountDownLatch closed = new CountDownLatch(1);
  private int shown;

  Screen(RunningJvm orders) {
    this.orders = orders;
    Thread thread = new Thread(this::showUntilClosed, "demo-screen");
    thread.setDaemon(true);
    thread.start();
  }

  /** Prints a line of the demo, after all that the service has said so far. */
  synchronized void say(String line) {
    showOrders();
    System.out.println(folded(DEMO, line));
  }

  @Override
  public void close() {
    closed.countDown();
    showOrders();
  }

  private void showUntilClosed() {
    try {
      while (!closed.await(STEP_MILLIS, TimeUnit.MILLISECONDS)) {
        showOrders();
      }
    } catch (InterruptedException end) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized void showOrders() {
    List<OutputLine> lines = orders.lines();
    for (; shown < lines.size(); shown++) {
      System.out.println(folded(ORDERS, lines.get(shown).text()));
    }
  }

  /** Folds between words; a word that is longer than a line stays whole. */
  static String folded(String prefix, String text) {
    if (prefix.length() + text.length() <= WIDTH) {
      return prefix + text;
    }
    StringBuilder folded = new StringBuilder(prefix);
    int column = prefix.length();
    String separator = "";
    for (String word : text.split(" ", -1)) {
      if (column + separator.length() + word.length() > WIDTH) {
        folded.append('\n').append(FOLDED);
        column = FOLDED.length();
      } else {
        folded.append(separator);
        column += separator.length();
      }
      folded.append(word);
      column += word.length();
      separator = " ";
    }
    return folded.toString();
  }
}
