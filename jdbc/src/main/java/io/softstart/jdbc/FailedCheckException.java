package io.softstart.jdbc;

import java.sql.SQLException;

/** The server refused what the probe asked for after the login; carries the refusal's codes. */
final class FailedCheckException extends SQLException {
  private static final long serialVersionUID = 1;

  FailedCheckException(String what, SQLException refused) {
    super(
        what + ": " + refused.getMessage(), refused.getSQLState(), refused.getErrorCode(), refused);
  }
}
