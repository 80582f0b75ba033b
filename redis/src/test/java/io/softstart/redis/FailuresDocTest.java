package io.softstart.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.softstart.diagnosis.rules.Rule;
import io.softstart.trial.BoundedRules;
import io.softstart.trial.GeneratedDoc;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The section of docs/reference/failures.md on Redis is the rules' data. */
class FailuresDocTest {
  @Test
  void failuresPage() {
    List<Rule> rules = RedisDiagnosis.table().rules();
    assertThat(rules).hasSizeGreaterThan(30);
    GeneratedDoc.checkSection("failures.md", "redis.rules", GeneratedDoc.table(rules));
  }

  @Test
  void aMegabyteTakesMilliseconds() {
    BoundedRules.check(RedisDiagnosis.table());
  }
}
