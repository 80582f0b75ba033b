package io.softstart.spring;

/** A property whose value cannot be used; neither text holds the value. */
final class UnusableProperty extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  private final String property;
  private final String hint;

  UnusableProperty(String property, String what, String hint) {
    super(what);
    this.property = property;
    this.hint = hint;
  }

  String property() {
    return property;
  }

  String hint() {
    return hint;
  }
}
