package io.softstart.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PublicApiTest {
  private static final Path CLASSES = Path.of("target/classes");

  @Test
  void theListingIsUpToDate() throws IOException {
    PublicApi.check(CLASSES, Path.of("public-api.txt"), 10);
  }

  @Test
  void aDifferenceIsNamedWithTheCure(@TempDir Path folder) throws IOException {
    List<String> lines = PublicApi.list(CLASSES);
    Path listing = folder.resolve("public-api.txt");
    Files.write(listing, lines.subList(1, lines.size()));

    assertThatThrownBy(() -> PublicApi.compare(lines, listing))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("\n+ " + lines.get(0))
        .hasMessageContaining("-Dsoftstart.updateApi");
  }

  @Test
  void tooFewTypesProveNothing(@TempDir Path folder) {
    assertThatThrownBy(() -> PublicApi.check(folder, folder.resolve("public-api.txt"), 1))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("saw 0 public types");
  }

  @Test
  void linesShowEveryKindOfMember() {
    assertThat(ApiLines.of(Sample.class))
        .containsExactly(
            "public abstract class io.softstart.testkit.PublicApiTest.Sample<T extends @Nullable"
                + " Object> extends io.softstart.testkit.PublicApiTest.Hidden<T>"
                + " implements java.util.function.Supplier<String>",
            "  protected abstract int @Nullable [] inner(java.util.Map.Entry<String, ? super T>)",
            "  public @Nullable String hidden()",
            "  public String get()",
            "  public static <K extends Comparable<K> & Runnable> K of(K...) throws"
                + " java.io.IOException",
            "  public static final int LIMIT = 3");
    assertThat(ApiLines.of(Pair.class).get(0))
        .isEqualTo(
            "public record io.softstart.testkit.PublicApiTest.Pair("
                + "@Nullable String left, java.util.List<@Nullable String> right)");
  }

  abstract static class Hidden<T extends @Nullable Object> {
    public @Nullable String hidden() {
      return null;
    }
  }

  /** Has a member of every kind. */
  public abstract static class Sample<T extends @Nullable Object> extends Hidden<T>
      implements java.util.function.Supplier<String> {
    public static final int LIMIT = 3;
    static final int SECRET = 4;

    Sample() {}

    @SafeVarargs
    public static <K extends Comparable<K> & Runnable> K of(K... all) throws IOException {
      return all[0];
    }

    protected abstract int @Nullable [] inner(Map.Entry<String, ? super T> entry);

    @Override
    public String get() {
      return "";
    }

    @Override
    public String toString() {
      return "";
    }
  }

  public record Pair(@Nullable String left, List<@Nullable String> right) {}
}
