package io.softstart.text;

import org.jspecify.annotations.Nullable;

/** Finds the name that was probably meant, ignoring case, separators and first word. */
public final class Suggestion {
  private Suggestion() {}

  public static @Nullable String meant(String text, Iterable<String> names) {
    String nearest = to(text, names);
    return nearest == null ? null : "did you mean " + nearest + "?";
  }

  public static @Nullable String to(String wanted, Iterable<String> names) {
    String normal = normal(wanted);
    String nearest = null;
    int least = Integer.MAX_VALUE;
    for (String name : names) {
      String other = normal(name);
      int tolerance = tolerance(normal, other);
      int distance = 1;
      if (!isAlikeButForFirstWord(normal, other)) {
        if (Math.abs(normal.length() - other.length()) > tolerance) {
          continue;
        }
        distance = distance(normal, other);
      }
      if (distance < least && distance <= tolerance) {
        least = distance;
        nearest = name;
      }
    }
    return nearest;
  }

  public static String normal(String name) {
    return Ascii.lower(name.startsWith("--") ? name.substring(2) : name, '_');
  }

  /** One slip in four letters, the words that both names begin with left aside. */
  private static int tolerance(String wanted, String other) {
    int rest = 0;
    for (int i = 0; i < Math.min(wanted.length(), other.length()); i++) {
      if (wanted.charAt(i) != other.charAt(i)) {
        break;
      }
      rest = wanted.charAt(i) == '_' ? i + 1 : rest;
    }
    return Math.max(1, (wanted.length() - rest) / 4);
  }

  /** {@code DB_PASSWORD} or {@code SHOP_DB_PASSWORD} for {@code ORDERS_DB_PASSWORD}. */
  private static boolean isAlikeButForFirstWord(String a, String b) {
    String restA = a.substring(a.indexOf('_') + 1);
    String restB = b.substring(b.indexOf('_') + 1);
    return (restA.indexOf('_') > 0 && (restA.equals(b) || restA.equals(restB)))
        || (restB.indexOf('_') > 0 && restB.equals(a));
  }

  /** Counts insertions, deletions, changes and swaps of neighbours (optimal string alignment). */
  public static int distance(String a, String b) {
    int[][] cost = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          cost[i][j] = i + j;
          continue;
        }
        int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        int least = Math.min(cost[i - 1][j], cost[i][j - 1]) + 1;
        least = Math.min(least, cost[i - 1][j - 1] + change);
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          least = Math.min(least, cost[i - 2][j - 2] + 1);
        }
        cost[i][j] = least;
      }
    }
    return cost[a.length()][b.length()];
  }
}
