package io.softstart.jdbc.migration;

import java.sql.SQLException;
import java.util.Set;

/** Tells a history table that is not there from all other refusals. */
public final class HistoryTable {
  /** PostgreSQL's, the standard's (MySQL, MariaDB), H2's, SQL Server's. */
  private static final Set<String> STATES = Set.of("42P01", "42S02", "42S03", "42S04", "S0002");

  private static final int ORACLE = 942;

  /** PostgreSQL's, H2's. */
  private static final Set<String> DENIED_STATES = Set.of("42501", "90096");

  /** Those of MySQL and MariaDB for tables and columns, SQL Server's, Oracle's. */
  private static final Set<Integer> DENIED_CODES = Set.of(1142, 1143, 229, 230, 1031);

  private HistoryTable() {}

  /**
   * {@return whether the server has refused a statement since its table is not there}
   *
   * @param refused what the statement threw
   */
  public static boolean isMissing(SQLException refused) {
    String state = refused.getSQLState();
    return refused.getErrorCode() == ORACLE || (state != null && STATES.contains(state));
  }

  /**
   * {@return whether this login may not read a table that is there}
   *
   * @param refused what the statement threw
   */
  static boolean isDenied(SQLException refused) {
    String state = refused.getSQLState();
    return DENIED_CODES.contains(refused.getErrorCode())
        || (state != null && DENIED_STATES.contains(state));
  }
}
