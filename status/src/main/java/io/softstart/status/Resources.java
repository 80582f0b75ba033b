package io.softstart.status;

import io.softstart.log.Json;
import io.softstart.machine.Cgroup;
import io.softstart.machine.Machine;
import java.io.File;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/** What the process uses of what it may use; what is not known is left out. */
record Resources(Machine machine) {
  Json now() {
    Runtime runtime = Runtime.getRuntime();
    Json json =
        Json.object()
            .put("heap_used_bytes", runtime.totalMemory() - runtime.freeMemory())
            .put("heap_max_bytes", runtime.maxMemory());
    Cgroup group = new Cgroup(machine);
    put(json, "memory_used_bytes", group.memoryUsed());
    put(json, "memory_limit_bytes", group.memoryLimit());
    put(json, "cpu_limit_millicores", group.cpuLimit());
    Optional<Duration> cpu = ProcessHandle.current().info().totalCpuDuration();
    if (cpu.isPresent()) {
      json.put("cpu_used_ms", cpu.get().toMillis());
    }
    Optional<Cgroup.Throttling> throttling = group.throttling();
    if (throttling.isPresent()) {
      json.put("cpu_periods", throttling.get().periods())
          .put("cpu_throttled_periods", throttling.get().throttled())
          .put("cpu_throttled_ms", throttling.get().time().toMillis());
    }
    File directory = new File(".").getAbsoluteFile();
    json.put("disk_free_bytes", directory.getUsableSpace())
        .put("disk_total_bytes", directory.getTotalSpace());
    put(json, "files_open", machine.filesOpen());
    put(json, "files_limit", machine.filesLimit());
    return json;
  }

  private static void put(Json json, String name, OptionalLong value) {
    if (value.isPresent()) {
      json.put(name, value.getAsLong());
    }
  }
}
