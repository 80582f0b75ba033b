package io.r2dbc.spi;

/** As drivers throw it, whose library is not on the class path of these tests. */
public class R2dbcException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String sqlState;

  /** Made by a driver. */
  public R2dbcException(String message, String sqlState, Throwable cause) {
    super(message, cause);
    this.sqlState = sqlState;
  }

  /** {@return as of JDBC} */
  public final String getSqlState() {
    return sqlState;
  }
}
