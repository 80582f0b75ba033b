package io.softstart.settings;

import io.softstart.config.ConfigProblem;
import io.softstart.config.ConfigResult;
import io.softstart.log.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The report of a configuration for machines. */
public final class ConfigJson {
  private ConfigJson() {}

  public static String of(ConfigResult<?> configured) {
    return Json.object()
        .put("problems", objects(configured.problems()))
        .put("warnings", objects(configured.warnings()))
        .put("notes", String.join(" ", configured.notes()))
        .toString();
  }

  private static List<Json> objects(List<ConfigProblem> problems) {
    List<Json> objects = new ArrayList<>();
    for (ConfigProblem problem : problems) {
      Json object = Json.object().put("key", problem.key()).put("what", problem.what());
      put(object, "origin", problem.origin());
      put(object, "meaning", problem.meaning());
      put(object, "expected", problem.expected());
      put(object, "example", problem.example());
      put(object, "hint", problem.hint());
      objects.add(object);
    }
    return objects;
  }

  private static void put(Json object, String name, Optional<String> part) {
    if (part.isPresent()) {
      object.put(name, part.get());
    }
  }
}
