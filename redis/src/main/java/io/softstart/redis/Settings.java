package io.softstart.redis;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.resource.ClientResources;
import org.jspecify.annotations.Nullable;

/** What the caller wants of the client; null for Lettuce's defaults. */
record Settings(@Nullable ClientOptions options, @Nullable ClientResources resources) {
  static final Settings NONE = new Settings(null, null);

  /** Whether the client connects to the addresses of its URI: a resolver may know others. */
  boolean dialsDirectly() {
    return resources == null;
  }
}
