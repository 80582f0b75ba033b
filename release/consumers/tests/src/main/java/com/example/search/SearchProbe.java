package com.example.search;

import io.softstart.gate.Attempt;
import io.softstart.gate.Probe;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

/** A probe of a user's own: opens the client when the cluster is green. */
record SearchProbe(URI health) implements Probe<HttpClient> {
  @Override
  public HttpClient open(Attempt attempt) throws Exception {
    HttpClient client = HttpClient.newHttpClient();
    HttpRequest request = HttpRequest.newBuilder(health).timeout(attempt.remaining()).build();
    HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
    if (answer.statusCode() != 200 || !answer.body().contains("green")) {
      throw attempt.notYet("the cluster answers " + answer.statusCode() + " " + answer.body());
    }
    return client;
  }
}
