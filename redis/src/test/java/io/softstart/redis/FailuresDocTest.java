package io.softstart.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.softstart.diagnosis.rules.Rule;
import io.softstart.trial.BoundedRules;
import io.softstart.trial.GeneratedDoc;
import java.util.List;
import org.junit.jupiter.api.Test;

/** docs/redis-failures.md is the rules' data, for people. */
class FailuresDocTest {
  private static final String HEAD =
      """
      # What a failure of Redis is taken for

      Generated from `redis.rules` by `FailuresDocTest`; do not edit. Rules are asked from first to
      last, and before those for sockets and TLS in [failures.md](failures.md), where the words are
      explained. A code is the word in capitals that an error of Redis begins with, or what a second
      look at the port found.

      """;

  @Test
  void failuresPage() {
    List<Rule> rules = RedisDiagnosis.table().rules();
    assertThat(rules).hasSizeGreaterThan(30);
    GeneratedDoc.check("redis-failures.md", HEAD + GeneratedDoc.table(rules));
  }

  @Test
  void aMegabyteTakesMilliseconds() {
    BoundedRules.check(RedisDiagnosis.table());
  }
}
