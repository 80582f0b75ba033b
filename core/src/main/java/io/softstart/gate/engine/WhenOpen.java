package io.softstart.gate.engine;

import io.softstart.fence.Fence;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The callbacks that a gate owes when it opens: each on a thread of its own, after the gate's
 * opening was told, and with nothing waiting for it. What one throws goes to the thread's handler
 * of uncaught exceptions, and the others are called nevertheless.
 */
record WhenOpen<T>(String gate, T opened, List<Consumer<? super T>> callbacks) {

  void call(@Nullable ClassLoader loader, EventQueue events) {
    for (Consumer<? super T> callback : callbacks) {
      Fence<Boolean> call =
          Fence.start(
              "softstart-" + gate + "-open",
              loader,
              () -> {
                events.flush();
                return tell(callback);
              });
      if (call.hadNoThread()) { // the gate has nothing else to do any more
        tell(callback);
      }
    }
  }

  private boolean tell(Consumer<? super T> callback) {
    Throwable thrown = Fence.here(() -> callback.accept(opened));
    if (thrown != null) {
      Uncaught.report(thrown);
    }
    return thrown == null;
  }
}
