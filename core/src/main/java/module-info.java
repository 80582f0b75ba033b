/** Keeps a service from crash-looping when what it depends on starts slowly. */
@SuppressWarnings("module") // softstart-status need not be there
module io.softstart.core {
  requires org.slf4j;
  requires transitive io.github.resilience4j.retry;
  requires io.github.resilience4j.core;
  requires static org.jspecify;
  requires static jdk.jfr;
  requires static java.management;
  requires static jdk.management;
  requires static java.sql;

  exports io.softstart;
  exports io.softstart.preflight;
  exports io.softstart.config;
  exports io.softstart.diagnosis;
  exports io.softstart.event;
  exports io.softstart.gate;
  exports io.softstart.net;
  exports io.softstart.probe;
  exports io.softstart.diagnosis.rules to
      io.softstart.jdbc,
      io.softstart.kafka,
      io.softstart.redis,
      io.softstart.spring;
  exports io.softstart.framework to
      io.softstart.spring;
  exports io.softstart.probe.url to
      io.softstart.spring;
  exports io.softstart.gate.engine to
      io.softstart.test;
  exports io.softstart.time to
      io.softstart.jdbc,
      io.softstart.test;
  exports io.softstart.spi to
      io.softstart.status;
  exports io.softstart.history to
      io.softstart.status;
  exports io.softstart.client to
      io.softstart.jdbc,
      io.softstart.kafka,
      io.softstart.redis,
      io.softstart.spring;
  exports io.softstart.log to
      io.softstart.status;
  exports io.softstart.machine to
      io.softstart.status;
  exports io.softstart.redact to
      io.softstart.jdbc,
      io.softstart.kafka,
      io.softstart.redis,
      io.softstart.spring;
  exports io.softstart.text to
      io.softstart.jdbc,
      io.softstart.kafka,
      io.softstart.spring,
      io.softstart.status;

  uses io.softstart.probe.GateFactory;
  uses io.softstart.spi.StatusService;

  provides io.softstart.probe.GateFactory with
      io.softstart.probe.url.FileGates,
      io.softstart.probe.url.HttpGates,
      io.softstart.probe.url.TcpGates;
}
