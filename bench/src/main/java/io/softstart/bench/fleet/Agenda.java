package io.softstart.bench.fleet;

import java.util.Arrays;

/** What is due when: a heap of moments, each with a number that says what; equals in any order. */
final class Agenda {
  private long[] at = new long[1_024];
  private long[] what = new long[1_024];
  private int size;

  boolean isEmpty() {
    return size == 0;
  }

  int size() {
    return size;
  }

  /** {@return the earliest moment; there is one} */
  long next() {
    return at[0];
  }

  void add(long moment, long number) {
    if (size == at.length) {
      at = Arrays.copyOf(at, 2 * size);
      what = Arrays.copyOf(what, 2 * size);
    }
    int free = size++;
    for (int parent = (free - 1) / 2; free > 0 && at[parent] > moment; parent = (free - 1) / 2) {
      move(parent, free);
      free = parent;
    }
    put(free, moment, number);
  }

  /** Takes what is due at the earliest moment. */
  long take() {
    long first = what[0];
    size--;
    long moment = at[size];
    long number = what[size];
    int free = 0;
    for (int child = 1; child < size; child = 2 * free + 1) {
      child += child + 1 < size && at[child + 1] < at[child] ? 1 : 0;
      if (at[child] >= moment) {
        break;
      }
      move(child, free);
      free = child;
    }
    put(free, moment, number);
    return first;
  }

  private void move(int from, int to) {
    put(to, at[from], what[from]);
  }

  private void put(int place, long moment, long number) {
    at[place] = moment;
    what[place] = number;
  }
}
