package io.softstart.config;

import io.softstart.text.Ascii;

/**
 * Variables that Kubernetes sets for every Service of the namespace, and which get in the way of an
 * application that is called like its Service: {@code ORDERS_PORT=tcp://10.43.0.7:8080}, {@code
 * ORDERS_SERVICE_HOST}, {@code ORDERS_PORT_8080_TCP_ADDR}.
 */
final class KubernetesServiceLinks {
  private static final String[] PROTOCOLS = {"tcp", "udp", "sctp"};

  private KubernetesServiceLinks() {}

  static boolean isLink(String name, String text) {
    return isUrl(name, text)
        || name.endsWith("_SERVICE_HOST")
        || name.endsWith("_SERVICE_PORT")
        || name.contains("_SERVICE_PORT_")
        || isPortDetail(name);
  }

  /**
   * {@return whether a Service of the namespace has set a setting of ours: {@code
   * softstart-status}}
   */
  static boolean isInOurPlace(String key, String text) {
    return key.startsWith("SOFTSTART_") && isUrl(key, text);
  }

  static void refuse(String key, String text) throws BadValue {
    if (isUrl(key, text)) {
      throw new BadValue(
          "was set by Kubernetes for a Service of that name",
          "set enableServiceLinks: false in the pod spec, or choose another name");
    }
  }

  private static boolean isUrl(String name, String text) {
    if (Ascii.lower(name, '_').endsWith("_port")) {
      for (String protocol : PROTOCOLS) {
        if (text.startsWith(protocol + "://")) {
          return true;
        }
      }
    }
    return false;
  }

  /** {@code _PORT_8080_TCP}, alone or with something behind it. */
  private static boolean isPortDetail(String name) {
    int port = name.lastIndexOf("_PORT_");
    if (port < 0) {
      return false;
    }
    String rest = name.substring(port + "_PORT_".length());
    int end = rest.indexOf('_');
    if (end < 0 || !Ascii.isDigits(rest.substring(0, end))) {
      return false;
    }
    String behind = Ascii.lower(rest.substring(end + 1), '_');
    for (String protocol : PROTOCOLS) {
      if (behind.startsWith(protocol)) {
        return true;
      }
    }
    return false;
  }
}
