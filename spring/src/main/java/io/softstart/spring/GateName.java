package io.softstart.spring;

/** The name of a gate for a bean. */
final class GateName {
  private static final int LONGEST = 64;

  private GateName() {}

  /** {@return the bean's name, with a dash for what the name of a gate must not hold} */
  static String of(String bean) {
    StringBuilder name = new StringBuilder();
    String plain = bean.startsWith("scopedTarget.") ? bean.substring(13) : bean;
    for (int i = 0; i < plain.length() && i < LONGEST; i++) {
      char c = plain.charAt(i);
      boolean fits = (c < 128 && Character.isLetterOrDigit(c)) || c == '.' || c == '_';
      name.append(fits ? c : '-');
    }
    return name.length() == 0 ? "bean" : name.toString();
  }
}
