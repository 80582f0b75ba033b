package io.softstart.redact;

import java.util.Arrays;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * All forms of all secrets as a tree of their common beginnings: what a place in a text costs does
 * not depend on how many secrets there are.
 */
final class SecretTrie {
  private final @Nullable Node root;

  SecretTrie(Iterable<SecretForms> known) {
    TreeMap<String, Boolean> forms = new TreeMap<>();
    for (SecretForms each : known) {
      each.pieces.forEach(form -> forms.putIfAbsent(plain(form), false));
      each.whole.forEach(form -> forms.put(plain(form), true));
    }
    String[] sorted = forms.keySet().toArray(new String[0]);
    Boolean[] isWhole = forms.values().toArray(new Boolean[0]);
    root = sorted.length == 0 ? null : node(sorted, isWhole, 0, sorted.length, 0);
  }

  /** A blank stands for a plus sign and for a control character, as others replace them. */
  private static char plain(char c) {
    return c == '+' || Character.isISOControl(c) ? ' ' : c == '\uFFFD' ? '?' : c;
  }

  private static String plain(String form) {
    StringBuilder plain = new StringBuilder(form.length());
    for (int i = 0; i < form.length(); i++) {
      plain.append(plain(form.charAt(i)));
    }
    return plain.toString();
  }

  /** {@return where the longest secret ends that begins there; the same place if none does} */
  int longest(CharSequence text, int at) {
    boolean first = at == 0 || !Character.isLetterOrDigit(text.charAt(at - 1));
    int longest = at;
    int i = at;
    Node node = root;
    while (node != null) {
      for (int k = node.from; k < node.to; k++, i++) {
        if (i == text.length() || plain(text.charAt(i)) != node.form.charAt(k)) {
          return longest;
        }
      }
      boolean last = i == text.length();
      boolean alone = first && (last || !Character.isLetterOrDigit(text.charAt(i)));
      if (node.whole || (node.piece && alone)) { // "pass" does not mask "password"
        longest = i;
      }
      node = last ? null : node.child(plain(text.charAt(i)));
    }
    return longest;
  }

  /** Of sorted forms that have the same beginning up to {@code depth}. */
  private static Node node(String[] forms, Boolean[] isWhole, int from, int to, int depth) {
    String first = forms[from];
    String last = forms[to - 1];
    int end = depth;
    while (end < first.length() && end < last.length() && first.charAt(end) == last.charAt(end)) {
      end++;
    }
    Node node = new Node(first, depth, end);
    int start = from;
    if (first.length() == end) {
      node.whole = isWhole[from];
      node.piece = !isWhole[from];
      start++;
    }
    while (start < to) {
      char c = forms[start].charAt(end);
      int next = start + 1;
      while (next < to && forms[next].charAt(end) == c) {
        next++;
      }
      node.add(c, node(forms, isWhole, start, next, end));
      start = next;
    }
    return node;
  }

  /** The characters of a form between two places, and what follows. */
  private static final class Node {
    final String form;
    final int from;
    final int to;
    boolean whole;
    boolean piece;
    private char[] firsts = {};
    private Node[] children = {};

    Node(String form, int from, int to) {
      this.form = form;
      this.from = from;
      this.to = to;
    }

    /** In rising order. */
    void add(char first, Node child) {
      int count = firsts.length;
      firsts = Arrays.copyOf(firsts, count + 1);
      children = Arrays.copyOf(children, count + 1);
      firsts[count] = first;
      children[count] = child;
    }

    @Nullable Node child(char first) {
      int found = Arrays.binarySearch(firsts, first);
      return found < 0 ? null : children[found];
    }
  }
}
