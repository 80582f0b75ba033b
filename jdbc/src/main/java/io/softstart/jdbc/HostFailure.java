package io.softstart.jdbc;

import java.sql.SQLException;

/**
 * What one host of a URL said to a login.
 *
 * @param url of that host alone
 */
record HostFailure(String url, SQLException failure) {}
