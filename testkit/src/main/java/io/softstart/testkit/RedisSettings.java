package io.softstart.testkit;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a test wants of a Redis, as its configuration file. */
record RedisSettings(
    String password, @Nullable TlsFiles tls, boolean sentinel, List<String> lines) {
  static final String KIT_USER = "softstart-kit";
  static final String KIT_PASSWORD = "softstart-kit-password";

  /** The command line for a program and a directory with the file. */
  List<String> command(String program, String directory) {
    List<String> command = new ArrayList<>(List.of(program, directory + "/redis.conf"));
    if (sentinel) {
      command.add("--sentinel");
    }
    return command;
  }

  /** The file's text; the test's own lines stand last, since the last one wins. */
  String text(String address, int port, String directory) {
    List<String> all = new ArrayList<>();
    all.add("bind " + address);
    all.add("protected-mode no");
    all.add("save \"\"");
    all.add("user " + KIT_USER + " on >" + KIT_PASSWORD + " ~* &* +@all");
    if (tls == null) {
      all.add("port " + port);
    } else {
      all.add("port 0");
      all.add("tls-port " + port);
      all.add("tls-cert-file " + directory + "/server.pem");
      all.add("tls-key-file " + directory + "/server.key");
      all.add("tls-ca-cert-file " + directory + "/authority.pem");
      all.add("tls-auth-clients no");
    }
    if (!password.isEmpty()) {
      all.add("requirepass \"" + password.replace("\\", "\\\\").replace("\"", "\\\"") + "\"");
    }
    all.addAll(lines);
    return String.join("\n", all) + "\n";
  }
}
