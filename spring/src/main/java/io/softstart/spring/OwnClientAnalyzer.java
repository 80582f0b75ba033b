package io.softstart.spring;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** What a start died of that the application's own client of a dependency has ended. */
@Order(Ordered.LOWEST_PRECEDENCE)
final class OwnClientAnalyzer implements FailureAnalyzer {
  @Override
  public @Nullable FailureAnalysis analyze(Throwable failure) {
    return SpringStartup.whyOf(failure).map(why -> why.analysis(failure)).orElse(null);
  }
}
