package io.softstart.spring;

import java.util.List;

/** Whether a library is there, by the files of its classes. */
final class OnClassPath {
  private OnClassPath() {}

  /** Looks for the files only: to load the classes takes longer. */
  static boolean are(List<String> types) {
    ClassLoader context = Thread.currentThread().getContextClassLoader();
    ClassLoader loader = context == null ? OnClassPath.class.getClassLoader() : context;
    for (String type : types) {
      if (loader.getResource(type.replace('.', '/') + ".class") == null) {
        return false;
      }
    }
    return true;
  }
}
