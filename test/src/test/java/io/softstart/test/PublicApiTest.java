package io.softstart.test;

import io.softstart.testkit.PublicApi;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class PublicApiTest {
  @Test
  void theListingIsUpToDate() throws IOException {
    PublicApi.check(Path.of("target/classes"), Path.of("public-api.txt"), 2);
  }
}
