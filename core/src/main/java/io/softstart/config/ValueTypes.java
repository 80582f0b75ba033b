package io.softstart.config;

import io.softstart.text.Ascii;
import io.softstart.text.Suggestion;
import java.math.BigDecimal;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The plain types; each is a class of its own, loaded when a setting first uses it. */
final class ValueTypes {
  private ValueTypes() {}

  /** Returns a type's name without article and examples: {@code duration}, {@code host:port}. */
  static String shortName(ValueType<?> type) {
    String words = type.expected();
    for (String end : new String[] {" (", " such as ", ", or "}) {
      int at = words.indexOf(end);
      words = at < 0 ? words : words.substring(0, at);
    }
    return words.startsWith("a ") ? words.substring(2) : words;
  }

  static ValueType<String> text() {
    return new StrictType<>("text", "", Integer.MAX_VALUE) {
      @Override
      String parse(String text) {
        return text;
      }

      @Override
      boolean isFreeText() {
        return true;
      }
    };
  }

  static ValueType<Secret> secret() {
    return new StrictType<>("a secret", new Secret(""), Integer.MAX_VALUE) {
      @Override
      Secret parse(String text) throws BadValue {
        ExampleSecret.refuse(text);
        return Secret.of(text);
      }

      /** Not through {@link Secret#of}: an example must not be masked everywhere. */
      @Override
      public Secret example(String text) {
        return new Secret(text);
      }

      @Override
      boolean isFreeText() {
        return true;
      }
    };
  }

  static ValueType<Integer> integer() {
    return new StrictType<>("a whole number", 0, StrictType.SHORT) {
      @Override
      Integer parse(String text) throws BadValue {
        try {
          return Integer.valueOf(text);
        } catch (NumberFormatException e) {
          throw Ascii.isDigits(text)
              ? new BadValue("is too large")
              : BadValue.not(expected(), text, hintFor(text));
        }
      }
    };
  }

  /** {@code 8O80} and {@code 1m} are the usual slips. */
  private static @Nullable String hintFor(String text) {
    String digits = text.replace('O', '0').replace('o', '0').replace('l', '1').replace('I', '1');
    if (Ascii.isDigits(digits)) {
      return "did you mean " + digits + ", with digits only?";
    }
    boolean unit = Ascii.isDigit(text.charAt(0)) && Ascii.isMadeOf(text, "");
    return unit ? "write the number alone, without a unit" : null;
  }

  static ValueType<BigDecimal> decimal() {
    return new StrictType<>("a number (10, 0.75)", BigDecimal.ZERO, StrictType.SHORT) {
      @Override
      BigDecimal parse(String text) throws BadValue {
        try {
          return new BigDecimal(text);
        } catch (NumberFormatException e) {
          throw BadValue.not("a number", text);
        }
      }
    };
  }

  static ValueType<Boolean> bool() {
    return new StrictType<>("true or false", false, StrictType.SHORT) {
      @Override
      Boolean parse(String text) throws BadValue {
        if (text.equalsIgnoreCase("true")) {
          return true;
        }
        if (text.equalsIgnoreCase("false")) {
          return false;
        }
        throw BadValue.not("true or false", text, meant(text));
      }
    };
  }

  /** What YAML and other languages call true and false. */
  private static @Nullable String meant(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "yes", "y", "on", "1", "t", "enabled" -> "did you mean true?";
      case "no", "n", "off", "0", "f", "disabled" -> "did you mean false?";
      default -> Suggestion.meant(text, List.of("true", "false"));
    };
  }

  static <E extends Enum<E>> ValueType<E> oneOf(Class<E> type) {
    E[] constants = type.getEnumConstants();
    if (constants.length == 0) {
      throw new IllegalArgumentException("type: " + type.getName() + " has no constants");
    }
    List<String> names = new ArrayList<>();
    for (E constant : constants) {
      names.add(Ascii.lower(constant.name(), '-'));
    }
    return new StrictType<>("one of " + String.join(", ", names), constants[0], StrictType.SHORT) {
      @Override
      E parse(String text) throws BadValue {
        int index = names.indexOf(Ascii.lower(text, '-'));
        if (index < 0) {
          throw BadValue.not("one of those allowed", text, Suggestion.meant(text, names));
        }
        return constants[index];
      }

      @Override
      public String format(E value) {
        return Ascii.lower(value.name(), '-');
      }
    };
  }

  static ValueType<Path> path() {
    return new StrictType<>("a path", Path.of(""), StrictType.LONG) {
      @Override
      Path parse(String text) throws BadValue {
        try {
          return Path.of(text);
        } catch (InvalidPathException e) {
          throw new BadValue("is not a path");
        }
      }
    };
  }

  static ValueType<List<String>> list() {
    return new StrictType<>("a list (a,b,c)", List.of(), 8 * StrictType.LONG) {
      @Override
      List<String> parse(String text) throws BadValue {
        List<String> items = new ArrayList<>();
        for (String item : text.split(",", -1)) {
          if (item.isBlank()) {
            throw new BadValue("has an empty item between its commas");
          }
          items.add(item.strip());
        }
        return List.copyOf(items);
      }

      @Override
      public String format(List<String> value) {
        return String.join(",", value);
      }
    };
  }

  static <T> ValueType<T> parsed(Function<? super String, ? extends T> parser, T standIn) {
    return new ValueType<>() {
      @Override
      public String expected() {
        return "";
      }

      @Override
      public T neutral() {
        return standIn;
      }

      /** The text goes to the parser as it is: blanks may mean something to it. */
      @Override
      public T read(String text) throws BadValue {
        try {
          T value = parser.apply(text);
          if (value != null) {
            return value;
          }
        } catch (RuntimeException e) {
          throw BadValue.thrown("is refused", e, text);
        }
        throw new BadValue("is refused: its parser returned null");
      }

      @Override
      public String format(T value) {
        return value.toString();
      }
    };
  }
}
