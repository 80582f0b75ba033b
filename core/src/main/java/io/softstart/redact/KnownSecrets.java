package io.softstart.redact;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
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

  private final Map<String, SecretForms> known = new LinkedHashMap<>();
  private final Map<Object, Deque<String>> supplied = new WeakHashMap<>();
  private int characters;
  private volatile @Nullable Index index;
  private volatile boolean empty = true;

  synchronized void add(String secret) {
    if (secret.length() < SecretForms.SHORTEST) {
      return;
    }
    SecretForms forms = known.remove(secret);
    if (forms == null) {
      forms = SecretForms.of(secret);
      characters += secret.length() + forms.size();
      index = null;
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
    Deque<String> mine = supplied.computeIfAbsent(supplier, s -> new ArrayDeque<>());
    mine.remove(secret);
    mine.addLast(secret);
    while (mine.size() > MOST_OF_ONE_SUPPLIER) {
      String old = mine.removeFirst();
      if (supplied.values().stream().noneMatch(other -> other.contains(old))) {
        remove(old);
      }
    }
  }

  private void remove(String secret) {
    SecretForms forms = known.remove(secret);
    if (forms != null) {
      characters -= secret.length() + forms.size();
      index = null;
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
    Index current = index();
    StringBuilder masked = null;
    int done = 0; // up to here the text is copied or masked
    for (int i = 0; i < end; i++) {
      int found = current.longest(text, i);
      if (found > i) {
        masked = masked == null ? new StringBuilder() : masked;
        if (i >= done) {
          masked.append(text, done, i).append(Mask.TEXT);
        } // else it overlaps with the one before
        done = Math.max(done, found);
      }
    }
    if (masked == null) {
      return text.substring(0, end);
    }
    return done < end ? masked.append(text, done, end).toString() : masked.toString();
  }

  /** Made when there is a text to redact: hundreds of secrets may be declared before the first. */
  private Index index() {
    Index current = index;
    if (current == null) {
      synchronized (this) {
        current = new Index(known.values());
        index = current;
      }
    }
    return current;
  }

  /** All forms by their first character. */
  private static final class Index {
    private static final int BUCKETS = 256;

    private final List<List<String>> whole = new ArrayList<>(BUCKETS);
    private final List<List<String>> pieces = new ArrayList<>(BUCKETS);

    Index(Iterable<SecretForms> known) {
      for (int i = 0; i < BUCKETS; i++) {
        whole.add(List.of());
        pieces.add(List.of());
      }
      for (SecretForms forms : known) {
        for (String form : forms.whole) {
          put(whole, form);
        }
        for (String piece : forms.pieces) {
          put(pieces, piece);
        }
      }
    }

    private static void put(List<List<String>> buckets, String form) {
      int bucket = form.charAt(0) % BUCKETS;
      if (buckets.get(bucket).isEmpty()) {
        buckets.set(bucket, new ArrayList<>());
      }
      buckets.get(bucket).add(form);
    }

    /** {@return where the longest secret ends that begins there; the same place if none does} */
    int longest(String text, int at) {
      char c = text.charAt(at);
      int end = longestWhole(text, at, whole.get(c % BUCKETS), at);
      int first = EscapedText.first(text, at);
      if (first == EscapedText.ANY) {
        for (List<String> bucket : whole) {
          end = longestWhole(text, at, bucket, end);
        }
      } else if (first >= 0) {
        end = longestWhole(text, at, whole.get(first % BUCKETS), end);
      }
      if (at == 0 || !Character.isLetterOrDigit(text.charAt(at - 1))) {
        for (String piece : pieces.get(c % BUCKETS)) {
          int last = at + piece.length();
          if (last > end && text.startsWith(piece, at) && isAlone(text, last)) {
            end = last;
          }
        }
      }
      return end;
    }

    private static int longestWhole(String text, int at, List<String> bucket, int least) {
      int end = least;
      for (String form : bucket) {
        end = Math.max(end, EscapedText.end(text, at, form));
      }
      return end;
    }

    /** {@code pass} of a password must not mask the word "password". */
    private static boolean isAlone(String text, int end) {
      return end == text.length() || !Character.isLetterOrDigit(text.charAt(end));
    }
  }
}
