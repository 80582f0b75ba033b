/** A service of named modules. */
module com.example.shop {
  requires io.softstart.core;
  requires io.softstart.jdbc;
}
