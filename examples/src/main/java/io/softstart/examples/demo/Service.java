package io.softstart.examples.demo;

import io.softstart.testkit.ChildJvm;
import io.softstart.testkit.KafkaServer;
import io.softstart.testkit.OutputLine;
import io.softstart.testkit.PostgresServer;
import io.softstart.testkit.RedisServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Pattern;

/** The service {@code orders} in one of its two shapes, as the demo has to know it. */
interface Service {
  /** {@return the jar, told where all three will be} */
  ChildJvm program(Path jar, PostgresServer postgres, RedisServer redis, KafkaServer kafka);

  /** {@return what precedes the item on the command line that orders it} */
  String curl();

  /** {@return whether this line says where it listens; then group 1 is the port} */
  Pattern listening();

  /** {@return how long its own start may take on a busy machine, once all three are usable} */
  Duration soon();

  /** {@return whether this line is the last word of a start that went well} */
  boolean isReady(OutputLine line);
}
