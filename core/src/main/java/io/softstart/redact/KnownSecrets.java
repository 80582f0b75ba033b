package io.softstart.redact;

import java.lang.ref.WeakReference;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The secrets that were declared, the newest 500 and at most a million characters of all their
 * forms; of a supplier that rotates its secret the last three. The bounds hold whenever one is
 * added. Thread-safe.
 */
final class KnownSecrets {
  static final int MOST = 500;
  static final int MOST_CHARACTERS = 1_000_000;
  private static final int MOST_OF_ONE_SUPPLIER = 3;

  /** {@code \\u00fc} in JSON in JSON. */
  private static final int WIDEST_ESCAPE = 7;

  private final Map<String, SecretForms> known = new LinkedHashMap<>();
  private final List<Supplied> supplied = new ArrayList<>();
  private int characters;
  private volatile @Nullable SecretTrie trie;
  private volatile boolean empty = true;

  synchronized void add(String secret) {
    if (secret.length() < SecretForms.SHORTEST) {
      return;
    }
    SecretForms forms = known.remove(secret);
    if (forms == null) {
      forms = SecretForms.of(secret);
      characters += secret.length() + forms.size();
      trie = null;
    }
    known.put(secret, forms); // as the newest
    empty = false;
    Iterator<Map.Entry<String, SecretForms>> oldest = known.entrySet().iterator();
    while (known.size() > MOST || (characters > MOST_CHARACTERS && known.size() > 1)) {
      Map.Entry<String, SecretForms> gone = oldest.next();
      characters -= gone.getKey().length() + gone.getValue().size();
      oldest.remove();
    }
  }

  /** Adds what a supplier has returned, and forgets what it returned long before. */
  synchronized void add(Object supplier, String secret) {
    add(secret);
    Deque<String> mine = of(supplier);
    mine.remove(secret);
    mine.addLast(secret);
    while (mine.size() > MOST_OF_ONE_SUPPLIER) {
      String old = mine.removeFirst();
      if (supplied.stream().noneMatch(other -> other.last.contains(old))) {
        remove(old);
      }
    }
  }

  /** Suppliers are few, and those that are gone are forgotten. */
  private Deque<String> of(Object supplier) {
    for (Iterator<Supplied> all = supplied.iterator(); all.hasNext(); ) {
      Supplied next = all.next();
      Object alive = next.get();
      if (alive == supplier) {
        return next.last;
      }
      if (alive == null) {
        all.remove();
      }
    }
    Supplied added = new Supplied(supplier);
    supplied.add(added);
    return added.last;
  }

  /** By identity: a supplier's own hashCode may be slow, as that of a record is the first time. */
  private static final class Supplied extends WeakReference<Object> {
    final Deque<String> last = new ArrayDeque<>();

    Supplied(Object supplier) {
      super(supplier);
    }
  }

  private void remove(String secret) {
    SecretForms forms = known.remove(secret);
    if (forms != null) {
      characters -= secret.length() + forms.size();
      trie = null;
    }
  }

  /** {@return how many characters are kept} */
  synchronized int characters() {
    return characters;
  }

  /**
   * {@return the first characters of the text, with each known secret that begins among them masked
   * as a whole}
   *
   * @param text any text
   * @param limit how many characters of it are wanted
   */
  String mask(String text, int limit) {
    int end = Math.min(limit, text.length());
    if (empty) {
      return text.substring(0, end);
    }
    int[] ends = new int[end]; // of the longest secret that begins there, in any way to read it
    boolean any = false;
    SecretTrie secrets = trie();
    int seen = Math.min(text.length(), limit + SecretForms.LONGEST * WIDEST_ESCAPE);
    for (Unescaped read : Unescaped.all(text.substring(0, seen))) {
      for (int i = 0; i < read.text().length() && read.origin(i) < end; i++) {
        int found = secrets.longest(read.text(), i);
        if (found > i) {
          any = true;
          int from = read.origin(i);
          ends[from] = Math.max(ends[from], read.origin(found));
        }
      }
    }
    return any ? mask(text, ends) : text.substring(0, end);
  }

  private static String mask(String text, int[] ends) {
    StringBuilder masked = new StringBuilder();
    int done = 0; // up to here the text is copied or masked
    for (int i = 0; i < ends.length; i++) {
      if (ends[i] > 0) {
        if (i >= done) {
          masked.append(text, done, i).append(Mask.TEXT);
        } // else it overlaps with the one before
        done = Math.max(done, ends[i]);
      }
    }
    return done < ends.length
        ? masked.append(text, done, ends.length).toString()
        : masked.toString();
  }

  /** Made when there is a text to redact: hundreds of secrets may be declared before the first. */
  private SecretTrie trie() {
    SecretTrie current = trie;
    if (current == null) {
      synchronized (this) {
        current = new SecretTrie(known.values());
        trie = current;
      }
    }
    return current;
  }
}
