package io.softstart.crash;

/**
 * Which module of the JDK a class belongs to: a Java runtime made by jlink has only some, and does
 * not know what it lacks.
 */
final class JdkModules {
  /** Packages with all below them; the longest one that fits decides. */
  private static final String[][] PACKAGES = {
    {"java.applet", "java.desktop"},
    {"java.awt", "java.desktop"},
    {"java.awt.datatransfer", "java.datatransfer"},
    {"java.beans", "java.desktop"},
    {"java.lang.instrument", "java.instrument"},
    {"java.lang.management", "java.management"},
    {"java.net.http", "java.net.http"},
    {"java.rmi", "java.rmi"},
    {"java.sql", "java.sql"},
    {"java.util.logging", "java.logging"},
    {"java.util.prefs", "java.prefs"},
    {"javax.accessibility", "java.desktop"},
    {"javax.annotation.processing", "java.compiler"},
    {"javax.imageio", "java.desktop"},
    {"javax.lang.model", "java.compiler"},
    {"javax.management", "java.management"},
    {"javax.management.remote.rmi", "java.management.rmi"},
    {"javax.naming", "java.naming"},
    {"javax.print", "java.desktop"},
    {"javax.rmi.ssl", "java.rmi"},
    {"javax.script", "java.scripting"},
    {"javax.security.auth.kerberos", "java.security.jgss"},
    {"javax.security.sasl", "java.security.sasl"},
    {"javax.smartcardio", "java.smartcardio"},
    {"javax.sound", "java.desktop"},
    {"javax.sql", "java.sql"},
    {"javax.sql.rowset", "java.sql.rowset"},
    {"javax.swing", "java.desktop"},
    {"javax.tools", "java.compiler"},
    {"javax.transaction.xa", "java.transaction.xa"},
    {"javax.xml", "java.xml"},
    {"javax.xml.crypto", "java.xml.crypto"},
    {"org.ietf.jgss", "java.security.jgss"},
    {"org.w3c.dom", "java.xml"},
    {"org.xml.sax", "java.xml"},
    {"com.sun.management", "jdk.management"},
    {"com.sun.net.httpserver", "jdk.httpserver"},
    {"com.sun.nio.file", "jdk.unsupported"},
    {"com.sun.nio.sctp", "jdk.sctp"},
    {"com.sun.security.auth", "jdk.security.auth"},
    {"com.sun.security.jgss", "jdk.security.jgss"},
    {"jdk.jfr", "jdk.jfr"},
    {"jdk.management", "jdk.management"},
    {"jdk.net", "jdk.net"},
    {"jdk.nio", "jdk.net"},
    {"sun.misc", "jdk.unsupported"},
    {"sun.reflect", "jdk.unsupported"},
  };

  private JdkModules() {}

  /** {@return the module that has a class, or nothing if none of the JDK's is known to} */
  static String of(String className) {
    String[] best = {"", ""};
    for (String[] each : PACKAGES) {
      if (className.startsWith(each[0] + ".") && each[0].length() > best[0].length()) {
        best = each;
      }
    }
    return best[1];
  }
}
