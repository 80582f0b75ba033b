package io.softstart.examples.recipes;

import com.mongodb.MongoSecurityException;
import com.mongodb.MongoTimeoutException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import io.softstart.diagnosis.Diagnosis;
import io.softstart.diagnosis.FailureKind;
import io.softstart.gate.Attempt;
import io.softstart.gate.Probe;
import io.softstart.net.ServiceUrl;
import io.softstart.net.Target;
import java.util.Optional;
import org.bson.Document;

/** The probe that docs/recipes.md shows for MongoDB. */
record MongoProbe(ServiceUrl url) implements Probe<MongoClient> {
  @Override
  public MongoClient open(Attempt attempt) {
    MongoClient client = attempt.own(MongoClients.create(url.reveal()));
    client.getDatabase("admin").runCommand(new Document("ping", 1));
    return client;
  }

  @Override
  public Diagnosis diagnosis() { // the driver says both with exceptions of its own
    return Diagnosis.when(
            MongoTimeoutException.class,
            "Connection refused",
            FailureKind.REFUSED,
            "start the server, or correct host and port")
        .orElse(
            Diagnosis.when(
                MongoSecurityException.class, FailureKind.DENIED, "check user and password"));
  }

  @Override
  public Optional<Target> target() { // for the log, without the password
    return Optional.of(url.target());
  }
}
