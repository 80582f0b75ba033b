package io.softstart.preflight;

import io.softstart.machine.ClassPath;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.Enumeration;
import java.util.Optional;

/** A service with its providers, as {@code META-INF/services} names them; loads none. */
record ServiceProvider(String service) implements Preflight {
  private static final String NEEDED = "a provider in META-INF/services that is there";

  @Override
  public Optional<Finding> look() throws IOException {
    String file = "META-INF/services/" + service;
    Enumeration<URL> files = ClassPath.loader().getResources(file);
    boolean found = false;
    while (files.hasMoreElements()) {
      try (BufferedReader lines =
          new BufferedReader(
              new InputStreamReader(files.nextElement().openStream(), StandardCharsets.UTF_8))) {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
          int comment = line.indexOf('#');
          String provider = (comment < 0 ? line : line.substring(0, comment)).strip();
          String named = ClassPath.fileOf(provider);
          if (!provider.isEmpty() && ClassPath.loader().getResource(named) == null) {
            return finding("names " + provider + ", which is not there", named);
          }
          found |= !provider.isEmpty();
        }
      }
    }
    return found ? Optional.empty() : finding("has no provider on the class path", file);
  }

  private Optional<Finding> finding(String found, String missing) {
    return Optional.of(
        Finding.of("service " + service, found, NEEDED, OnClassPath.action(missing)));
  }
}
