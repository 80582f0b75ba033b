package io.softstart.redact;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The other shapes in which a secret turns up: percent-encoded, decoded, escaped for JSON, without
 * control characters, cut up by a URL parser.
 */
final class SecretForms {
  private static final String SEPARATORS = "@/#?&;:%=+,";

  private SecretForms() {}

  /** Percent-encoded and decoded, and as texts of others and of ours have it. */
  static List<String> encoded(String secret) {
    List<String> forms = new ArrayList<>();
    String encoded = URLEncoder.encode(secret, StandardCharsets.UTF_8);
    forms.add(encoded);
    forms.add(encoded.replace("+", "%20"));
    addEscaped(secret, forms);
    try {
      forms.add(URLDecoder.decode(secret, StandardCharsets.UTF_8));
    } catch (IllegalArgumentException notEncoded) {
      // a stray % is legal in a password
    }
    return forms;
  }

  private static void addEscaped(String secret, List<String> forms) {
    StringBuilder json = new StringBuilder();
    StringBuilder printable = new StringBuilder();
    for (int i = 0; i < secret.length(); i++) {
      char c = secret.charAt(i);
      switch (c) {
        case '"', '\\' -> json.append('\\').append(c);
        case '\n' -> json.append("\\n");
        case '\r' -> json.append("\\r");
        case '\t' -> json.append("\\t");
        default -> json.append(c);
      }
      printable.append(Character.isISOControl(c) ? ' ' : c);
    }
    if (json.length() > secret.length()) {
      forms.add(json.toString());
    }
    String spaced = printable.toString();
    if (!spaced.equals(secret)) {
      forms.add(spaced);
    }
  }

  /** Cut at what means something in a URL, and what is left behind each cut. */
  static List<String> pieces(String secret) {
    List<String> forms = new ArrayList<>();
    int start = 0;
    for (int i = 0; i <= secret.length(); i++) {
      if (i == secret.length() || SEPARATORS.indexOf(secret.charAt(i)) >= 0) {
        if (i - start < secret.length()) {
          forms.add(secret.substring(start, i));
          if (start > 0) {
            forms.add(secret.substring(start));
          }
        }
        start = i + 1;
      }
    }
    return forms;
  }
}
