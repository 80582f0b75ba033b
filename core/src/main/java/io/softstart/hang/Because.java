package io.softstart.hang;

/** What is known to keep a thread that does not come back from certain methods, and what to do. */
record Because(String what, String toDo) {
  static final Because UNKNOWN = new Because("", "");
  private static final int NEAR = 40;

  /** Begin of class and method, what it means, what to do; the first that fits counts. */
  private static final String[][] KNOWN = {
    {
      "java.net.Inet",
      "getAddressesFromNameService",
      "a host name is looked up, and DNS does not answer",
      "check the name servers that the container uses (/etc/resolv.conf)"
    },
    {
      "java.io.FileOutputStream",
      "write",
      "what it writes to stdout, stderr or a file is not taken",
      "let somebody read its output: a full pipe or disk blocks it"
    },
    {
      "com.zaxxer.hikari.pool.HikariPool",
      "getConnection",
      "the connection pool has none to give",
      "look for connections that are not closed, or raise the size of the pool"
    },
    {
      "org.apache.commons.pool2.impl.GenericObjectPool",
      "borrowObject",
      "the pool has none to give",
      "look for connections that are not closed, or raise the size of the pool"
    },
    {
      "org.postgresql.core.",
      "receive",
      "PostgreSQL has not answered a statement",
      "look in pg_stat_activity for what it waits for: another session may hold a lock"
    },
    {
      "org.postgresql.core.",
      "processResults",
      "PostgreSQL has not answered a statement",
      "look in pg_stat_activity for what it waits for: another session may hold a lock"
    },
    {
      "com.mysql.cj.protocol.",
      "",
      "MySQL has not answered a statement",
      "look at SHOW PROCESSLIST: another session may hold a lock"
    },
    {
      "org.mariadb.jdbc.client.",
      "",
      "the database has not answered a statement",
      "look at SHOW PROCESSLIST: another session may hold a lock"
    },
    {
      "java.lang.Process",
      "waitFor",
      "another process has not ended",
      "look at what that process does"
    },
    {
      "sun.nio.ch.Net",
      "connect",
      "a connection is being made, and nobody answers",
      "check the address, and give the client a connect timeout"
    },
    {
      "sun.nio.ch.NioSocketImpl",
      "read",
      "an answer over the network has not come",
      "look at the server that it asks, and give the client a read timeout"
    },
    {
      "sun.nio.ch.NioSocketImpl",
      "implRead",
      "an answer over the network has not come",
      "look at the server that it asks, and give the client a read timeout"
    }
  };

  static Because of(StackTraceElement[] frames) {
    for (String[] known : KNOWN) {
      for (int i = 0; i < Math.min(NEAR, frames.length); i++) {
        if (frames[i].getClassName().startsWith(known[0])
            && frames[i].getMethodName().startsWith(known[1])) {
          return new Because(known[2], known[3]);
        }
      }
    }
    return initialiser(frames);
  }

  private static Because initialiser(StackTraceElement[] frames) {
    for (StackTraceElement frame : frames) {
      if (frame.getMethodName().equals("<clinit>") && !OwnCode.isForeign(frame.getClassName())) {
        return new Because(
            "it is in the static initialiser of " + frame.getClassName(),
            "do there only what cannot block");
      }
    }
    return UNKNOWN;
  }

  boolean isKnown() {
    return !what.isEmpty();
  }
}
