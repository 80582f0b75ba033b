package io.softstart.jdbc.migration;

/**
 * A client's session in a database server.
 *
 * @param id the number that the server gives it
 * @param user who logged in; empty if that is not known
 * @param address where the client is, as the server sees it; empty for a local socket
 * @param port the client's; negative for a local socket
 * @param hidden whether this login may not see where it comes from and when it began
 * @param born grows with each session that begins: a time or a number of this server
 */
record Session(long id, String user, String address, int port, boolean hidden, double born) {
  String text() {
    return "session " + id + (address.isEmpty() ? "" : " from " + address);
  }
}
