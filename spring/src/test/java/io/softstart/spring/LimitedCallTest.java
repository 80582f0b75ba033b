package io.softstart.spring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** What a first call of a client comes to that does not end, or not well. */
class LimitedCallTest {
  @Test
  void oneThatWaitsForTheApplicationItselfIsGivenUpSoon() {
    CountDownLatch openedLater = new CountDownLatch(1);
    assertThat(
            LimitedCall.failureOf(
                () -> {
                  openedLater.await();
                  return true;
                }))
        .isInstanceOf(LimitedCall.StandsStill.class);
    openedLater.countDown();
  }

  @Test
  void whatItThrowsIsTold() {
    IOException thrown = new IOException();
    assertThat(
            LimitedCall.failureOf(
                () -> {
                  throw thrown;
                }))
        .isSameAs(thrown);
  }

  @Test
  void anErrorIsNoErrorOfOurs() {
    assertThat(
            LimitedCall.failureOf(
                () -> {
                  throw new AssertionError("not implemented");
                }))
        .hasRootCauseMessage("not implemented");
  }

  @Test
  void oneThatWorksHasNoFailure() {
    assertThat(LimitedCall.failureOf(() -> true)).isNull();
  }
}
