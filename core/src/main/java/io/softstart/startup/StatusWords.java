package io.softstart.startup;

/** What only words can say of a startup on its status. */
interface StatusWords {
  /** {@return what the starting thread is doing, once that is of interest; else empty} */
  String longStart();

  /** {@return the report of the failure after which the process is held alive; else empty} */
  String failure();
}
