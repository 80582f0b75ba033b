package io.softstart.jdbc;

import java.util.ArrayList;
import java.util.List;

/** The URLs of the single hosts of a URL that names several. */
final class HostUrls {
  private HostUrls() {}

  /** Returns one URL for each host; none where the URL has one host, or another shape. */
  static List<String> of(String url) {
    Vendor vendor = Vendor.of(url);
    boolean lists =
        vendor == Vendor.POSTGRESQL || vendor == Vendor.MYSQL || vendor == Vendor.MARIADB;
    int hosts = url.indexOf("://") + 3;
    if (!lists || hosts < 3 || url.indexOf(':', 5) != hosts - 3) {
      return List.of(); // such as jdbc:mysql:replication://
    }
    int end = hosts;
    while (end < url.length() && "/?".indexOf(url.charAt(end)) < 0) {
      end++;
    }
    String named = url.substring(hosts, end);
    if (named.indexOf(',') < 0 || named.indexOf('(') >= 0 || named.indexOf('@') >= 0) {
      return List.of();
    }
    List<String> urls = new ArrayList<>();
    for (String host : named.split(",", -1)) {
      urls.add(url.substring(0, hosts) + host + url.substring(end));
    }
    return urls;
  }
}
