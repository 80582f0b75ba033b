/** Tests of the JDBC module, on real PostgreSQL servers wherever one can stage the case. */
@org.jspecify.annotations.NullMarked
package io.softstart.jdbc;
