package io.softstart.settings;

import io.softstart.config.ConfigSource;
import io.softstart.fence.Fence;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** A source of somebody else's, which may throw anything, or not return. */
public final class FencedSource implements ConfigSource {
  /** A vault may take its time. */
  private static final Duration LOOKUP = Duration.ofSeconds(30);

  private static final Duration WORDS = Duration.ofSeconds(1);
  private static final String OURS = "io.softstart.";

  private final ConfigSource source;
  private volatile @Nullable RuntimeException hangs;

  private FencedSource(ConfigSource source) {
    this.source = source;
  }

  /**
   * {@return the source behind a fence; itself if it is ours}
   *
   * @param source the application's or ours
   */
  public static ConfigSource of(ConfigSource source) {
    return source.getClass().getName().startsWith(OURS) ? source : new FencedSource(source);
  }

  @Override
  public Optional<String> find(String key) {
    return call(LOOKUP, () -> source.find(key), true);
  }

  @Override
  public Set<String> names() {
    return call(LOOKUP, () -> Set.copyOf(source.names()), true);
  }

  @Override
  public String origin(String key) {
    return orElse("a source of the application", () -> source.origin(key));
  }

  @Override
  public String name(String key) {
    return orElse(key, () -> source.name(key));
  }

  @Override
  public Set<Path> files() {
    return orElse(Set.of(), () -> Set.copyOf(source.files()));
  }

  private <T> T orElse(T other, Callable<T> answer) {
    try {
      return call(WORDS, answer, false);
    } catch (RuntimeException broken) { // what it finds counts, not how it speaks of it
      return other;
    }
  }

  private <T> T call(Duration limit, Callable<T> callable, boolean counts) {
    RuntimeException before = hangs;
    if (before != null) {
      throw before;
    }
    Fence<T> call = begin(callable);
    boolean settled = call.awaitUninterruptibly(limit);
    if (!settled && call.abandon()) {
      RuntimeException late =
          new IllegalStateException("no answer within " + limit.toSeconds() + " s");
      hangs = counts ? late : hangs;
      throw late;
    }
    T value = call.value();
    if (value != null) {
      return value;
    }
    Throwable thrown = call.thrown();
    if (thrown instanceof RuntimeException itself) {
      throw itself;
    }
    throw thrown == null
        ? new IllegalStateException("it returned null")
        : new IllegalStateException(thrown.toString(), thrown);
  }

  private static <T> Fence<T> begin(Callable<T> callable) {
    if (isInInitializer()) {
      return Fence.onThisThread(callable);
    }
    ClassLoader loader = Thread.currentThread().getContextClassLoader();
    return Fence.startOrHere("softstart-source", loader, callable);
  }

  /** Another thread that uses the class would wait until this one has initialised it. */
  private static boolean isInInitializer() {
    return StackWalker.getInstance()
        .walk(frames -> frames.anyMatch(frame -> frame.getMethodName().equals("<clinit>")));
  }
}
