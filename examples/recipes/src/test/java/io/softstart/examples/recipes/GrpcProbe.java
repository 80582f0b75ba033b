package io.softstart.examples.recipes;

import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import io.softstart.gate.Attempt;
import io.softstart.gate.Probe;
import io.softstart.net.Target;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The probe that docs/recipes.md shows for gRPC. */
record GrpcProbe(String host, int port, String service) implements Probe<ManagedChannel> {
  @Override
  public ManagedChannel open(Attempt attempt) throws Attempt.NotReady {
    ManagedChannel channel =
        Grpc.newChannelBuilderForAddress(host, port, InsecureChannelCredentials.create()).build();
    attempt.own(channel::shutdownNow);
    ServingStatus status =
        HealthGrpc.newBlockingStub(channel)
            .withDeadlineAfter(attempt.remaining().toMillis(), TimeUnit.MILLISECONDS)
            .check(HealthCheckRequest.newBuilder().setService(service).build())
            .getStatus();
    if (status != ServingStatus.SERVING) {
      throw attempt.notYet(service + " is " + status);
    }
    return channel;
  }

  @Override
  public Optional<Target> target() {
    return Optional.of(Target.of("grpc", host, port));
  }

  @Override
  public Optional<Target.Endpoint> dials() {
    return Optional.of(new Target.Endpoint(host, port));
  }
}
