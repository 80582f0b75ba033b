package io.softstart.jdbc.migration;

import java.sql.SQLException;
import java.util.Set;

/** Tells a history table that is not there from all other refusals. */
public final class HistoryTable {
  /** PostgreSQL's, the standard's (MySQL, MariaDB), H2's, SQL Server's. */
  private static final Set<String> STATES = Set.of("42P01", "42S02", "42S03", "42S04", "S0002");

  private static final int ORACLE = 942;

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
}
