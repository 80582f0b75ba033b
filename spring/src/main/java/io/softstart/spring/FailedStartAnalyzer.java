package io.softstart.spring;

import io.softstart.GateException;
import io.softstart.StartupException;
import io.softstart.framework.StartupHost;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** What happened and what to do, instead of a stack trace of a driver. */
final class FailedStartAnalyzer extends AbstractFailureAnalyzer<FailedStart> {
  @Override
  protected FailureAnalysis analyze(Throwable rootFailure, FailedStart cause) {
    StartupException failure = cause.failure();
    return failure instanceof GateException gates
        ? GateAnalysis.of(gates, cause)
        : new FailureAnalysis(
            StartupHost.inOneLine(failure) + "\n" + failure.report().stripTrailing(), null, cause);
  }
}
